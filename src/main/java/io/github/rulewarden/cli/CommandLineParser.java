package io.github.rulewarden.cli;

import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.cli.Terminal.Palette;
import io.github.rulewarden.config.ConfigurationException;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Parses the command line and runs the command, or prints help, or reports what is wrong. */
final class CommandLineParser {
  private final Dependencies dependencies;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Terminal terminal;

  CommandLineParser(
      Dependencies dependencies, PrintWriter out, PrintWriter err, Terminal terminal) {
    this.dependencies = dependencies;
    this.out = out;
    this.err = err;
    this.terminal = terminal;
  }

  int run(String[] arguments) throws ManagerException, ConfigurationException {
    try {
      return parseAndRun(arguments);
    } catch (ParameterException e) {
      String command = e.getCommandLine().getCommandSpec().qualifiedName();
      err.println("rulewarden: " + problem(e) + "; see `" + command + " --help`");
      return ExitCode.USAGE;
    }
  }

  private int parseAndRun(String[] arguments) throws ManagerException, ConfigurationException {
    CommandLine line = new CommandLine(Commands.all());
    line.setExpandAtFiles(false);
    ParseResult parsed = line.parseArgs(arguments);
    while (parsed.hasSubcommand() && !parsed.isUsageHelpRequested()) {
      parsed = parsed.subcommand();
    }
    CommandSpec spec = parsed.commandSpec();
    if (parsed.isUsageHelpRequested()) {
      spec.commandLine().usage(out, terminal.palette() == Palette.NONE ? Ansi.OFF : Ansi.ON);
      return ExitCode.SUCCESS;
    }
    if (!(spec.userObject() instanceof Command command)) {
      throw new IllegalStateException("a command without a class: " + spec.name());
    }
    return command.run(new Invocation(new Arguments(parsed), dependencies, out, terminal));
  }

  /** Returns what is wrong, in one line. */
  private static String problem(ParameterException e) {
    String problem =
        e instanceof UnmatchedArgumentException unmatched
            ? unmatched(unmatched)
            : String.valueOf(e.getMessage());
    return problem.lines().findFirst().orElse("");
  }

  private static String unmatched(UnmatchedArgumentException e) {
    String word = e.getUnmatched().getFirst();
    boolean wantsCommand = !e.getCommandLine().getSubcommands().isEmpty();
    // The parser considers -4 a number and not an option.
    String kind =
        word.startsWith("-")
            ? "unknown option "
            : wantsCommand ? "unknown command " : "unexpected argument ";
    return kind + "'" + word + "'" + suggestion(word, e.getSuggestions());
  }

  /** The parser always has a suggestion; it is printed only if it begins like the word. */
  private static String suggestion(String word, List<String> suggestions) {
    for (String suggestion : suggestions) {
      if (suggestion.regionMatches(0, word, 0, suggestion.startsWith("--") ? 3 : 1)) {
        return " (did you mean " + suggestion + "?)";
      }
    }
    return "";
  }
}
