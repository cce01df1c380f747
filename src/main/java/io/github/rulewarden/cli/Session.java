package io.github.rulewarden.cli;

import io.github.rulewarden.api.Manager;
import io.github.rulewarden.api.ManagerException;
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

  /** A question to the daemon. */
  interface Question<T> {
    T put(Manager daemon) throws ManagerException;
  }

  /** Asks the daemon, without which there is no answer; so a failure says what to do about that. */
  <T> T ask(Question<T> question) throws ManagerException {
    try {
      return question.put(wiring.daemon().connect());
    } catch (ManagerException e) {
      String why = String.valueOf(e.getMessage());
      // A command that is advised already is a better one.
      if (e.kind() != ManagerException.Kind.UNREACHABLE || why.indexOf('`') >= 0) {
        throw e;
      }
      throw new ManagerException(
          e.kind(),
          why
              + " Start the daemon with `systemctl start rulewarden`, or use `rulewarden check`, which does"
              + " without it.");
    }
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
