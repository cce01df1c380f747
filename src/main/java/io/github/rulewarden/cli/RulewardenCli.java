package io.github.rulewarden.cli;

import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.config.ConfigurationException;
import io.github.rulewarden.config.ConfigurationException.Problem;
import io.github.rulewarden.config.ConfigurationReader;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** The command line program: takes arguments, prints text, returns an exit code. */
public final class RulewardenCli {
  private final Dependencies dependencies;

  public RulewardenCli(Dependencies dependencies) {
    this.dependencies = dependencies;
  }

  /**
   * Runs a command. Failures are reported in a sentence on {@code err}, never by an exception.
   *
   * @return the exit code: 0 success, 1 finding or refusal, 2 usage or configuration error, 3
   *     permission denied, 4 daemon or kernel unreachable
   */
  public int run(String[] arguments, PrintWriter out, PrintWriter err, Terminal terminal) {
    try {
      return isPlainDaemon(arguments)
          ? runDaemon(arguments)
          : new CommandLineParser(dependencies, out, err, terminal).run(arguments);
    } catch (ConfigurationException e) {
      for (Problem problem : e.problems()) {
        err.println(problem);
      }
      return ExitCode.USAGE;
    } catch (ManagerException e) {
      err.println("rulewarden: " + e.getMessage());
      return ExitCode.of(e.kind());
    } catch (InvalidPathException e) {
      err.println("rulewarden: `" + e.getInput() + "` is not a valid file name: " + e.getReason());
      return ExitCode.USAGE;
    } catch (OutputClosedException e) {
      return ExitCode.SUCCESS;
    } catch (RuntimeException | LinkageError e) {
      err.println("rulewarden: internal error, please report it: " + e);
      return ExitCode.UNREACHABLE;
    } finally {
      out.flush();
      err.flush();
    }
  }

  /**
   * Whether this is {@code daemon} or {@code daemon --config FILE}. At boot every millisecond
   * counts, and loading picocli takes a hundred, so these two are parsed without it.
   */
  private static boolean isPlainDaemon(String[] arguments) {
    if (arguments.length == 0 || !arguments[0].equals(DaemonCommand.NAME)) {
      return false;
    }
    return arguments.length == 1 || (arguments.length == 3 && arguments[1].equals(Options.CONFIG));
  }

  private int runDaemon(String[] arguments) throws ConfigurationException {
    ConfigurationReader reader = dependencies.configuration();
    Optional<Path> file =
        arguments.length == 1 ? Optional.empty() : Optional.of(Path.of(arguments[2]));
    return dependencies
        .runner()
        .run(() -> file.isPresent() ? reader.read(file.get()) : reader.read());
  }
}
