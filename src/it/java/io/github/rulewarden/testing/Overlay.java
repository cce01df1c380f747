package io.github.rulewarden.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program sees other files than the machine's own, in a mount namespace that goes with it. */
final class Overlay {
  private final List<String> words = new ArrayList<>();

  /** Where the program looks for {@code machines}, it finds {@code instead}. */
  Overlay with(Path machines, Path instead) {
    words.add("mount --bind " + instead + " " + machines);
    return this;
  }

  /** The words that start it so; its process is the one that is started. */
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
