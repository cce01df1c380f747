package io.github.rulewarden.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Replaces files of the machine for one program, in a mount namespace that ends with it. */
final class Overlay {
  private final List<String> words = new ArrayList<>();

  /** Adds a replacement: the program finds {@code instead} in the place of {@code machines}. */
  Overlay with(Path machines, Path instead) {
    words.add("mount --bind " + instead + " " + machines);
    return this;
  }

  /** Returns the words that start the program with these replacements, in the same process. */
  List<String> start(String... program) {
    if (words.isEmpty()) {
      return List.of(program);
    }
    List<String> command = new ArrayList<>(List.of("unshare", "--mount", "sh", "-c"));
    command.add(String.join(" && ", words) + " && exec \"$@\"");
    command.add("sh");
    command.addAll(List.of(program));
    return command;
  }
}
