package io.github.rulewarden.cli;

import io.github.rulewarden.config.Configuration;
import io.github.rulewarden.config.ConfigurationException;

/** The files that the daemon was told to go by; to be read again whenever somebody asks for it. */
public interface ConfigurationSource {
  /** Reads them. */
  Configuration read() throws ConfigurationException;
}
