package io.github.rulewarden.cli;

import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.config.ConfigurationException;
import io.github.rulewarden.config.ConfigurationException.Problem;
import io.github.rulewarden.config.ConfigurationReader;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** The program as its callers see it: words in, text and an exit code out. */
public final class RulewardenCli {
  private final Wiring wiring;

  public RulewardenCli(Wiring wiring) {
    this.wiring = wiring;
  }

  /**
   * Does what the words say. What goes wrong is told in a sentence on {@code err}, never by an
   * exception.
   *
   * @return the exit code: 0 fine, 1 finding or refused, 2 usage or configuration, 3 no permission,
   *     4 daemon or kernel unreachable
   */
  public int run(String[] words, PrintWriter out, PrintWriter err, Terminal terminal) {
    try {
      return isPlainDaemon(words)
          ? runDaemon(words)
          : new CommandLineParser(wiring, out, err, terminal).run(words);
    } catch (ConfigurationException e) {
      for (Problem problem : e.problems()) {
        err.println(problem);
      }
      return ExitCode.USAGE;
    } catch (ManagerException e) {
      err.println("rulewarden: " + e.getMessage());
      return ExitCode.of(e.kind());
    } catch (InvalidPathException e) {
      err.println("rulewarden: `" + e.getInput() + "` is no file name here: " + e.getReason());
      return ExitCode.USAGE;
    } catch (ReaderGoneException e) {
      return ExitCode.FINE;
    } catch (RuntimeException | LinkageError e) {
      err.println("rulewarden: a defect of the program, please report it: " + e);
      return ExitCode.UNREACHABLE;
    } finally {
      out.flush();
      err.flush();
    }
  }

  /**
   * Whether this is {@code daemon} or {@code daemon --config FILE}. At boot every millisecond
   * counts, and to load picocli takes a hundred: so these two are understood without it.
   */
  private static boolean isPlainDaemon(String[] words) {
    if (words.length == 0 || !words[0].equals(DaemonCommand.NAME)) {
      return false;
    }
    return words.length == 1 || (words.length == 3 && words[1].equals(Options.CONFIG));
  }

  private int runDaemon(String[] words) throws ConfigurationException {
    ConfigurationReader reader = wiring.configuration();
    Optional<Path> file = words.length == 1 ? Optional.empty() : Optional.of(Path.of(words[2]));
    return wiring.runner().run(() -> file.isPresent() ? reader.read(file.get()) : reader.read());
  }
}
