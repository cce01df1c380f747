package io.github.rulewarden.cli;

import io.github.rulewarden.config.Configuration;
import io.github.rulewarden.config.ConfigurationException;

/** The daemon's configuration files, which are read again at each reload. */
public interface ConfigurationSource {
  /** Reads the files. */
  Configuration read() throws ConfigurationException;
}
