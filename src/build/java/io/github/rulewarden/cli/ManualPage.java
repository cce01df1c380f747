package io.github.rulewarden.cli;

import io.github.rulewarden.config.Configuration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * A man page, generated from a template in src/man. The lines {@code .\" @options@} and {@code
 * .\" @commands@} are replaced by the descriptions that the parser of the command line uses,
 * placeholders such as {@code @vpn.tables@} by the defaults of the configuration.
 */
final class ManualPage {
  private ManualPage() {}

  static String of(String template) {
    CommandSpec program = Commands.all();
    StringBuilder commands = new StringBuilder();
    addCommands(program, commands);
    String page =
        template
            .replace(".\\\" @options@\n", options(program))
            .replace(".\\\" @commands@\n", commands);
    for (Configuration.Setting setting : Configuration.DEFAULT.settings()) {
      // A quote within a quoted macro argument is written twice.
      String value = escaped(setting.value()).replace("\"", "\"\"");
      page = page.replace("@" + setting.key() + "@", value);
    }
    return page;
  }

  private static void addCommands(CommandSpec parent, StringBuilder page) {
    for (CommandLine line : parent.subcommands().values()) {
      CommandSpec command = line.getCommandSpec();
      if (command.subcommands().isEmpty()) {
        page.append(section(command));
      }
      addCommands(command, page);
    }
  }

  private static String section(CommandSpec command) {
    return ".SS "
        + escaped(synopsis(command))
        + "\n"
        + prose(command.usageMessage().description())
        + prose(command.usageMessage().footer())
        + options(command);
  }

  private static String synopsis(CommandSpec command) {
    List<String> words = new ArrayList<>(List.of(command.qualifiedName()));
    for (OptionSpec option : command.options()) {
      if (!option.usageHelp()) {
        words.add("[" + String.join("|", option.names()) + value(option) + "]");
      }
    }
    for (PositionalParamSpec positional : command.positionalParameters()) {
      words.add("[" + positional.paramLabel() + "]");
    }
    return String.join(" ", words);
  }

  private static String options(CommandSpec command) {
    StringBuilder list = new StringBuilder();
    for (PositionalParamSpec positional : command.positionalParameters()) {
      list.append(entry(positional.paramLabel(), positional));
    }
    for (OptionSpec option : command.options()) {
      if (!option.usageHelp() || command.parent() == null) {
        list.append(entry(String.join(", ", option.names()) + value(option), option));
      }
    }
    return list.toString();
  }

  private static String entry(String name, ArgSpec argument) {
    return ".TP\n.B " + escaped(name) + "\n" + prose(argument.description());
  }

  private static String value(OptionSpec option) {
    return option.arity().max() == 0 ? "" : " " + option.paramLabel();
  }

  private static String prose(String[] lines) {
    return lines.length == 0 ? "" : escaped(String.join(" ", lines)) + "\n";
  }

  /** Text that groff prints literally. A hyphen stays ASCII, so that commands can be copied. */
  private static String escaped(String text) {
    String escaped = text.replace("\\", "\\e").replace("-", "\\-").replace("`", "\\(ga");
    return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
  }
}
