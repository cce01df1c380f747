package io.github.rulewarden.cli;

import io.github.rulewarden.config.Configuration;
import io.github.rulewarden.config.ShownSetting;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Generates a manual page from a template in src/man: the lines {@code .\" @options@} and {@code
 * .\" @commands@} and the defaults, such as {@code @vpn.tables@}, are replaced by the program's own
 * descriptions and values.
 */
final class Manual {
  private Manual() {}

  static String page(String template) {
    CommandSpec program = Commands.all();
    StringBuilder commands = new StringBuilder();
    addCommands(program, commands);
    String page =
        template
            .replace(".\\\" @options@\n", options(program))
            .replace(".\\\" @commands@\n", commands);
    for (ShownSetting setting : Configuration.DEFAULT.settings()) {
      // In a quoted argument of a macro a quote is doubled.
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

  /** Escapes text for groff; a hyphen stays an ASCII hyphen, so that it can be copied. */
  private static String escaped(String text) {
    String escaped = text.replace("\\", "\\e").replace("-", "\\-").replace("`", "\\(ga");
    return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
  }
}
