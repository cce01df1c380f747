package io.github.rulewarden.api;

/** Reads the configuration again. */
public interface Reloader {
  /** As {@link Manager#reload}. */
  void reload() throws ManagerException;
}
