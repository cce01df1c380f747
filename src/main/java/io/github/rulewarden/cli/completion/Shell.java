package io.github.rulewarden.cli.completion;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** A shell for which there is a completion script. */
public enum Shell {
  BASH("bash"),
  ZSH("zsh"),
  FISH("fish");

  /** The directory of {@code ip netns}. */
  static final String NAMESPACES = "/run/netns";

  private final String text;

  Shell(String text) {
    this.text = text;
  }

  /** Returns the word on the command line. */
  public String text() {
    return text;
  }

  /** Returns the shell with this name. */
  public static Optional<Shell> named(String word) {
    for (Shell shell : values()) {
      if (shell.text.equals(word)) {
        return Optional.of(shell);
      }
    }
    return Optional.empty();
  }

  /** Returns the names of all shells. */
  public static List<String> names() {
    List<String> names = new ArrayList<>();
    for (Shell shell : values()) {
      names.add(shell.text);
    }
    return names;
  }

  /** Returns the completion script for {@code program}. */
  public String script(CommandSpec program) {
    Grammar grammar = Grammar.of(program);
    return switch (this) {
      case BASH -> new BashScript(grammar).text();
      case ZSH -> new ZshScript(grammar).text();
      case FISH -> new FishScript(grammar).text();
    };
  }
}
