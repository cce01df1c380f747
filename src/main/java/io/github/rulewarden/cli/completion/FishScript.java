package io.github.rulewarden.cli.completion;

import io.github.rulewarden.cli.completion.Grammar.Command;
import io.github.rulewarden.cli.completion.Grammar.Option;
import io.github.rulewarden.cli.completion.Grammar.Value;
import java.util.ArrayList;
import java.util.List;

/** Writes a line for each possible word, with the condition under which it is offered. */
final class FishScript {
  private final Grammar grammar;
  private final StringBuilder script = new StringBuilder();

  FishScript(Grammar grammar) {
    this.grammar = grammar;
  }

  String text() {
    String program = grammar.program();
    line("# fish completion for " + program + "; `" + program + " completion fish` prints it.");
    line("function __" + program + "_at --description 'Whether the words so far are this command'");
    line("    set -l path ''");
    line("    set -l skip 0");
    line("    for word in (commandline -opc)[2..-1]");
    line("        if test $skip = 1");
    line("            set skip 0");
    line("            continue");
    line("        end");
    line("        switch $word");
    line("            case " + String.join(" ", grammar.namesWithValue()));
    line("                set skip 1");
    line("        end");
    line("        switch \"$path $word\"");
    line("            case " + paths());
    line("                set path \"$path $word\"");
    line("        end");
    line("    end");
    line("    test \"$path\" = \"$argv[1]\"");
    line("end");
    line("complete -c " + program + " -f");
    for (Command command : grammar.commands()) {
      write(command);
    }
    return script.toString();
  }

  private void write(Command command) {
    String path = command.path().isEmpty() ? "" : " " + command.path();
    String begin =
        "complete -c "
            + grammar.program()
            + " -n "
            + quoted("__" + grammar.program() + "_at " + quoted(path));
    for (Command child : command.children()) {
      line(begin + " -a " + child.name() + " -d " + quoted(child.description()));
    }
    for (Value positional : command.positionals()) {
      line(begin + (positional.kind() == Grammar.Kind.FILE ? " -F" : values(positional)));
    }
    for (Option option : command.options()) {
      line(begin + names(option) + behind(option.value()) + " -d " + quoted(option.description()));
    }
  }

  private static String names(Option option) {
    StringBuilder names = new StringBuilder();
    for (String name : option.names()) {
      names.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
    }
    return names.toString();
  }

  private static String behind(Value value) {
    return switch (value.kind()) {
      case NOTHING -> "";
      case FILE -> " -r -F";
      case NETNS, WORD, ANYTHING -> " -x" + values(value);
    };
  }

  private static String values(Value value) {
    return switch (value.kind()) {
      case NETNS -> " -a '(command ls " + Shell.NAMESPACES + " 2> /dev/null)'";
      case WORD -> " -a " + quoted(String.join(" ", value.words()));
      case ANYTHING, NOTHING, FILE -> "";
    };
  }

  private String paths() {
    List<String> paths = new ArrayList<>();
    for (Command command : grammar.commands()) {
      if (!command.path().isEmpty()) {
        paths.add(quoted(" " + command.path()));
      }
    }
    return String.join(" ", paths);
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  private void line(String line) {
    script.append(line).append('\n');
  }
}
