package io.github.rulewarden.cli;

import io.github.rulewarden.api.Manager;
import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.config.Configuration;
import io.github.rulewarden.config.ConfigurationException;
import io.github.rulewarden.config.ConfigurationReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;

/** One run of the program: its arguments, its dependencies and its output. */
record Invocation(
    Arguments arguments, Dependencies dependencies, PrintWriter out, Terminal terminal) {
  /** Reads the requested configuration, or the host's. */
  Configuration configuration() throws ConfigurationException {
    ConfigurationReader reader = dependencies.configuration();
    Optional<Path> file = arguments.configuration();
    return file.isPresent() ? reader.read(file.get()) : reader.read();
  }

  /** A call to the daemon. */
  interface DaemonCall<T> {
    T apply(Manager daemon) throws ManagerException;
  }

  /** Calls the daemon. If it is unreachable, the message also names commands that help. */
  <T> T call(DaemonCall<T> call) throws ManagerException {
    return call(call, ", or use `rulewarden check`, which works without it.");
  }

  /** Like {@link #call} for an answer that only the daemon has. */
  <T> T callOnly(DaemonCall<T> call) throws ManagerException {
    return call(call, ".");
  }

  private <T> T call(DaemonCall<T> call, String alternative) throws ManagerException {
    try {
      return call.apply(dependencies.daemon().connect());
    } catch (ManagerException e) {
      if (e.kind() != ManagerException.Kind.UNREACHABLE || e.namesRemedy()) {
        throw e;
      }
      throw new ManagerException(
          e.kind(),
          e.getMessage() + " Start the daemon with `systemctl start rulewarden`" + alternative);
    }
  }

  /**
   * Flushes the output.
   *
   * @throws OutputClosedException if the reader has closed it
   */
  void flush() {
    out.flush();
    if (out.checkError()) {
      throw new OutputClosedException();
    }
  }
}
