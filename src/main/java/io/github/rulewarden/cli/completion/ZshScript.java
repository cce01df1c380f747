package io.github.rulewarden.cli.completion;

import io.github.rulewarden.cli.completion.Grammar.Command;
import io.github.rulewarden.cli.completion.Grammar.Option;
import io.github.rulewarden.cli.completion.Grammar.Value;
import java.util.List;

/** Writes a function for each command, which describes its arguments to {@code _arguments}. */
final class ZshScript {
  private final Grammar grammar;
  private final StringBuilder script = new StringBuilder();

  ZshScript(Grammar grammar) {
    this.grammar = grammar;
  }

  String text() {
    String program = grammar.program();
    line("#compdef " + program);
    line("# zsh completion for " + program + "; `" + program + " completion zsh` prints it.");
    line("_" + program + "_namespaces() {");
    line("  local -a namespaces=(" + Shell.NAMESPACES + "/*(N:t))");
    line("  _describe 'network namespace' namespaces");
    line("}");
    for (Command command : grammar.commands()) {
      write(command);
    }
    line("if [[ $funcstack[1] == _" + program + " ]]; then");
    line("  _" + program + " \"$@\"");
    line("else");
    line("  compdef _" + program + " " + program);
    line("fi");
    return script.toString();
  }

  private void write(Command command) {
    line(function(command) + "() {");
    if (!command.children().isEmpty()) {
      line("  local curcontext=$curcontext state line");
      line("  local -a commands");
    }
    line("  _arguments -s" + (command.children().isEmpty() ? "" : " -C") + " \\");
    for (Option option : command.options()) {
      line("    " + described(option) + " \\");
    }
    for (Value positional : command.positionals()) {
      line("    " + quoted("::" + positional.label() + ":" + action(positional)) + " \\");
    }
    if (command.children().isEmpty()) {
      line("    ;");
    } else {
      line("    '1: :->command' '*:: :->rest'");
      writeChildren(command.children());
    }
    line("}");
  }

  private void writeChildren(List<Command> children) {
    line("  case $state in");
    line("    command)");
    line("      commands=(");
    for (Command child : children) {
      line("        " + quoted(child.name() + ":" + escaped(child.description())));
    }
    line("      )");
    line("      _describe command commands");
    line("      ;;");
    line("    rest)");
    line("      case $words[1] in");
    for (Command child : children) {
      line("        " + child.name() + ") " + function(child) + " ;;");
    }
    line("      esac");
    line("      ;;");
    line("  esac");
  }

  private String function(Command command) {
    String path = command.path().isEmpty() ? "" : "_" + command.path().replace(' ', '_');
    return "_" + grammar.program() + path;
  }

  /** An option with one name: {@code '--json[Print.]'}; with several: {@code '(-h --help)'...}. */
  private String described(Option option) {
    String value =
        option.takesValue() ? ":" + option.value().label() + ":" + action(option.value()) : "";
    String description = "[" + escaped(option.description()) + "]" + value;
    if (option.names().size() == 1) {
      String name = option.names().getFirst();
      return quoted(name + (option.takesValue() && name.startsWith("--") ? "=" : "") + description);
    }
    String names = String.join(" ", option.names());
    return quoted("(" + names + ")") + "{" + names.replace(' ', ',') + "}" + quoted(description);
  }

  private String action(Value value) {
    return switch (value.kind()) {
      case FILE -> "_files";
      case NETNS -> "_" + grammar.program() + "_namespaces";
      case WORD -> "(" + String.join(" ", value.words()) + ")";
      case ANYTHING, NOTHING -> " ";
    };
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  /** A bracket would end a description, and a colon separates fields. */
  private static String escaped(String text) {
    return text.replace("[", "\\[").replace("]", "\\]").replace(":", "\\:");
  }

  private void line(String line) {
    script.append(line).append('\n');
  }
}
