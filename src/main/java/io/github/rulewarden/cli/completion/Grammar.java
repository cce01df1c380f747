package io.github.rulewarden.cli.completion;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The words that the command line accepts.
 *
 * @param program the name of the program
 * @param commands in the order of help, parents before children; the first is the program alone
 */
record Grammar(String program, List<Command> commands) {
  /**
   * A command, or the program without one.
   *
   * @param path its words, such as {@code config check}; empty for the program alone
   * @param children the names of the commands that may follow
   */
  record Command(
      String path,
      String description,
      List<Command> children,
      List<Option> options,
      List<Value> positionals) {
    /** Returns the last word of the path. */
    String name() {
      return path.substring(path.lastIndexOf(' ') + 1);
    }
  }

  /**
   * An option.
   *
   * @param names short before long, with their dashes
   */
  record Option(List<String> names, String description, Value value) {
    boolean takesValue() {
      return value.kind() != Kind.NOTHING;
    }
  }

  /**
   * The value of an option, or a positional argument.
   *
   * @param words the possible values, for {@link Kind#WORD}
   */
  record Value(Kind kind, String label, List<String> words) {
    private static final Value NOTHING = new Value(Kind.NOTHING, "", List.of());
  }

  /** The kind of values. */
  enum Kind {
    NOTHING,
    FILE,
    NETNS,
    WORD,
    ANYTHING
  }

  static Grammar of(CommandSpec program) {
    List<Command> commands = new ArrayList<>();
    collect(command(program, ""), commands);
    return new Grammar(program.name(), List.copyOf(commands));
  }

  /** Returns the names of all options that take a value, each once. */
  List<String> namesWithValue() {
    List<String> names = new ArrayList<>();
    for (Option option : optionsWithValue()) {
      names.addAll(option.names());
    }
    return names;
  }

  /** Returns all options that take a value, each once. */
  List<Option> optionsWithValue() {
    List<Option> options = new ArrayList<>();
    for (Command command : commands) {
      for (Option option : command.options()) {
        if (option.takesValue() && !options.contains(option)) {
          options.add(option);
        }
      }
    }
    return options;
  }

  private static void collect(Command command, List<Command> commands) {
    commands.add(command);
    for (Command child : command.children()) {
      collect(child, commands);
    }
  }

  private static Command command(CommandSpec spec, String path) {
    List<Command> children = new ArrayList<>();
    for (CommandLine child : spec.subcommands().values()) {
      CommandSpec of = child.getCommandSpec();
      children.add(command(of, path.isEmpty() ? of.name() : path + " " + of.name()));
    }
    List<Option> options = new ArrayList<>();
    for (OptionSpec option : spec.options()) {
      options.add(new Option(List.of(option.names()), text(option.description()), value(option)));
    }
    List<Value> positionals = new ArrayList<>();
    for (PositionalParamSpec positional : spec.positionalParameters()) {
      positionals.add(value(positional));
    }
    return new Command(
        path, text(spec.usageMessage().description()), children, options, positionals);
  }

  private static Value value(ArgSpec argument) {
    if (argument.arity().max() == 0) {
      return Value.NOTHING;
    }
    List<String> words = new ArrayList<>();
    if (argument.completionCandidates() != null) {
      argument.completionCandidates().forEach(words::add);
    }
    String label = argument.paramLabel();
    Kind kind =
        switch (label) {
          case "FILE" -> Kind.FILE;
          case "NAME" -> Kind.NETNS;
          default -> words.isEmpty() ? Kind.ANYTHING : Kind.WORD;
        };
    return new Value(kind, label, words);
  }

  private static String text(String[] lines) {
    return String.join(" ", lines);
  }
}
