package io.github.rulewarden.cli.completion;

import io.github.rulewarden.cli.completion.Grammar.Command;
import io.github.rulewarden.cli.completion.Grammar.Option;
import io.github.rulewarden.cli.completion.Grammar.Value;
import java.util.ArrayList;
import java.util.List;

/** Writes one function that finds the command in the words so far and completes the next one. */
final class BashScript {
  private final Grammar grammar;
  private final StringBuilder script = new StringBuilder();

  BashScript(Grammar grammar) {
    this.grammar = grammar;
  }

  String text() {
    String program = grammar.program();
    line("# bash completion for " + program + "; `" + program + " completion bash` prints it.");
    line("_" + program + "_files() {");
    // Outside of a completion, as in a test, compopt fails.
    line("  compopt -o filenames 2> /dev/null");
    line("  mapfile -t COMPREPLY < <(compgen -f -- \"$1\")");
    line("}");
    line("_" + program + "() {");
    line("  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}");
    line("  local path='' options='' values='' i");
    line("  # --option=value is three words.");
    line("  [[ $word == = ]] && word=''");
    line("  [[ $before == = ]] && before=${COMP_WORDS[COMP_CWORD - 2]}");
    line("  for ((i = 1; i < COMP_CWORD; i++)); do");
    line("    case ${COMP_WORDS[i]} in");
    line("      " + String.join(" | ", grammar.namesWithValue()) + ") ((i++)) ;;");
    line("      *)");
    line("        case \"$path ${COMP_WORDS[i]}\" in");
    line("          " + paths() + ") path+=\" ${COMP_WORDS[i]}\" ;;");
    line("        esac");
    line("        ;;");
    line("    esac");
    line("  done");
    line("  case $before in");
    for (Option option : grammar.optionsWithValue()) {
      line("    " + String.join(" | ", option.names()) + ")");
      line("      " + offer(option.value()));
      line("      return");
      line("      ;;");
    }
    line("  esac");
    line("  case $path in");
    for (Command command : grammar.commands()) {
      writeCase(command);
    }
    line("  esac");
    line("  [[ $word == -* ]] && values=$options");
    line("  COMPREPLY=($(compgen -W \"$values\" -- \"$word\"))");
    line("}");
    line("complete -F _" + program + " " + program);
    return script.toString();
  }

  private void writeCase(Command command) {
    List<String> options = new ArrayList<>();
    for (Option option : command.options()) {
      options.addAll(option.names());
    }
    List<String> values = new ArrayList<>();
    for (Command child : command.children()) {
      values.add(child.name());
    }
    line("    " + quoted(command.path()) + ")");
    line("      options='" + String.join(" ", options) + "'");
    for (Value positional : command.positionals()) {
      values.addAll(positional.words());
      if (positional.kind() == Grammar.Kind.FILE) {
        line("      [[ $word == -* ]] || { " + offer(positional) + "; return; }");
      }
    }
    // If a command takes nothing else, its options are offered.
    line("      values=" + (values.isEmpty() ? "$options" : "'" + String.join(" ", values) + "'"));
    line("      ;;");
  }

  /** Returns the command that fills COMPREPLY with the values. */
  private String offer(Value value) {
    return switch (value.kind()) {
      case FILE -> "_" + grammar.program() + "_files \"$word\"";
      case NETNS ->
          "COMPREPLY=($(compgen -W \"$(ls " + Shell.NAMESPACES + " 2> /dev/null)\" -- \"$word\"))";
      case WORD ->
          "COMPREPLY=($(compgen -W '" + String.join(" ", value.words()) + "' -- \"$word\"))";
      case ANYTHING, NOTHING -> "COMPREPLY=()";
    };
  }

  private String paths() {
    List<String> paths = new ArrayList<>();
    for (Command command : grammar.commands()) {
      if (!command.path().isEmpty()) {
        paths.add(quoted(command.path()));
      }
    }
    return String.join(" | ", paths);
  }

  /** Quotes a path in the form that the script builds: each word after a blank. */
  private static String quoted(String path) {
    return path.isEmpty() ? "''" : "' " + path + "'";
  }

  private void line(String line) {
    script.append(line).append('\n');
  }
}
