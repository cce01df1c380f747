package io.github.rulewarden.cli.completion;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** A shell whose users press the tab key. */
public enum Shell {
  BASH("bash"),
  ZSH("zsh"),
  FISH("fish");

  /** Where {@code ip netns} keeps its namespaces. */
  static final String NAMESPACES = "/run/netns";

  private final String text;

  Shell(String text) {
    this.text = text;
  }

  /** The word on the command line. */
  public String text() {
    return text;
  }

  /** The shell that goes by the word. */
  public static Optional<Shell> named(String word) {
    for (Shell shell : values()) {
      if (shell.text.equals(word)) {
        return Optional.of(shell);
      }
    }
    return Optional.empty();
  }

  /** The words of all of them. */
  public static List<String> names() {
    List<String> names = new ArrayList<>();
    for (Shell shell : values()) {
      names.add(shell.text);
    }
    return names;
  }

  /** The script that completes the command line of {@code program}. */
  public String script(CommandSpec program) {
    Grammar grammar = Grammar.of(program);
    return switch (this) {
      case BASH -> new BashScript(grammar).text();
      case ZSH -> new ZshScript(grammar).text();
      case FISH -> new FishScript(grammar).text();
    };
  }
}
