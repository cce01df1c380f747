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

/** Finds out which command is meant and runs it, or prints help, or says what is wrong. */
final class CommandLineParser {
  private final Wiring wiring;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Terminal terminal;

  CommandLineParser(Wiring wiring, PrintWriter out, PrintWriter err, Terminal terminal) {
    this.wiring = wiring;
    this.out = out;
    this.err = err;
    this.terminal = terminal;
  }

  int run(String[] words) throws ManagerException, ConfigurationException {
    try {
      return obey(words);
    } catch (ParameterException e) {
      String command = e.getCommandLine().getCommandSpec().qualifiedName();
      err.println("rulewarden: " + complaint(e) + "; see `" + command + " --help`");
      return ExitCode.USAGE;
    }
  }

  private int obey(String[] words) throws ManagerException, ConfigurationException {
    CommandLine line = new CommandLine(Commands.all());
    line.setExpandAtFiles(false);
    ParseResult parsed = line.parseArgs(words);
    while (parsed.hasSubcommand() && !parsed.isUsageHelpRequested()) {
      parsed = parsed.subcommand();
    }
    CommandSpec spec = parsed.commandSpec();
    if (parsed.isUsageHelpRequested()) {
      spec.commandLine().usage(out, terminal.palette() == Palette.NONE ? Ansi.OFF : Ansi.ON);
      return ExitCode.FINE;
    }
    if (!(spec.userObject() instanceof Command command)) {
      throw new IllegalStateException("a command without a class: " + spec.name());
    }
    return command.run(new Session(new Arguments(parsed), wiring, out, terminal));
  }

  /** What is wrong, in one line. */
  private static String complaint(ParameterException e) {
    String complaint =
        e instanceof UnmatchedArgumentException unmatched
            ? unmatched(unmatched)
            : String.valueOf(e.getMessage());
    return complaint.lines().findFirst().orElse("");
  }

  private static String unmatched(UnmatchedArgumentException e) {
    String word = e.getUnmatched().getFirst();
    boolean wantsCommand = !e.getCommandLine().getSubcommands().isEmpty();
    // The parser takes -4 for a number and not for an option.
    String kind =
        word.startsWith("-")
            ? "unknown option "
            : wantsCommand ? "unknown command " : "unexpected argument ";
    return kind + "'" + word + "'" + suggestion(word, e.getSuggestions());
  }

  /** The parser always finds something; it is worth telling if it begins alike. */
  private static String suggestion(String word, List<String> suggestions) {
    for (String suggestion : suggestions) {
      if (suggestion.regionMatches(0, word, 0, suggestion.startsWith("--") ? 3 : 1)) {
        return " (did you mean " + suggestion + "?)";
      }
    }
    return "";
  }
}
