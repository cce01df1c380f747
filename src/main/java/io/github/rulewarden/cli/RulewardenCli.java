package io.github.rulewarden.cli;

import io.github.rulewarden.config.ConfigurationException;
import io.github.rulewarden.config.Problem;
import io.github.rulewarden.daemon.ManagerException;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

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
      return obey(words, out, terminal);
    } catch (ParameterException e) {
      err.println("rulewarden: " + complaint(e));
      return ExitCode.USAGE;
    } catch (ConfigurationException e) {
      for (Problem problem : e.problems()) {
        err.println(problem);
      }
      return ExitCode.USAGE;
    } catch (ManagerException e) {
      err.println("rulewarden: " + e.getMessage());
      return ExitCode.of(e.kind());
    } catch (RuntimeException e) {
      err.println("rulewarden: a defect of the program, please report it: " + e);
      return ExitCode.UNREACHABLE;
    } finally {
      out.flush();
      err.flush();
    }
  }

  private int obey(String[] words, PrintWriter out, Terminal terminal)
      throws ManagerException, ConfigurationException {
    CommandLine line = new CommandLine(Commands.all());
    line.setExpandAtFiles(false);
    ParseResult parsed = line.parseArgs(words);
    while (parsed.hasSubcommand() && !parsed.isUsageHelpRequested()) {
      parsed = parsed.subcommand();
    }
    CommandSpec spec = parsed.commandSpec();
    if (parsed.isUsageHelpRequested()) {
      spec.commandLine().usage(out, terminal == Terminal.COLOUR ? Ansi.ON : Ansi.OFF);
      return ExitCode.FINE;
    }
    if (!(spec.userObject() instanceof Command command)) {
      throw new IllegalStateException("a command without a class: " + spec.name());
    }
    return command.run(new Session(new Arguments(parsed), wiring, out, terminal));
  }

  /** The parser's message in one line, and where to find help. */
  private static String complaint(ParameterException e) {
    String complaint = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    if (e instanceof UnmatchedArgumentException unmatched) {
      List<String> suggestions = unmatched.getSuggestions();
      if (!suggestions.isEmpty()) {
        complaint += "; did you mean " + suggestions.getFirst() + "?";
      }
    }
    return complaint + "; try `" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help`";
  }
}
