package io.github.rulewarden.cli;

import io.github.rulewarden.config.Configuration;
import io.github.rulewarden.config.ConfigurationException;
import io.github.rulewarden.config.ConfigurationReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;

/** One call of the program: what it was asked, what it can reach, where its answer goes. */
record Session(Arguments arguments, Wiring wiring, PrintWriter out, Terminal terminal) {
  /** The configuration that was asked for, or the host's. */
  Configuration configuration() throws ConfigurationException {
    ConfigurationReader reader = wiring.configuration();
    Optional<Path> file = arguments.configuration();
    return file.isPresent() ? reader.read(file.get()) : reader.read();
  }

  /**
   * Sends off what was written so far.
   *
   * @throws ReaderGoneException if nobody reads it any more
   */
  void deliver() {
    out.flush();
    if (out.checkError()) {
      throw new ReaderGoneException();
    }
  }
}
