package io.github.rulewarden.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where programs are looked for: PATH, and behind it the directories of the superuser's programs,
 * which a plain user's PATH lacks.
 */
record SearchPath(List<Path> directories) {
  private static final String SUPERUSERS = ":/usr/local/sbin:/usr/sbin:/sbin";

  SearchPath {
    directories = List.copyOf(directories);
  }

  static SearchPath of(Map<String, String> environment) {
    List<Path> directories = new ArrayList<>();
    String path = environment.getOrDefault("PATH", "/usr/bin:/bin") + SUPERUSERS;
    for (String directory : path.split(":", -1)) {
      // An empty word is the working directory: not a place for a superuser to take programs from.
      if (!directory.isEmpty()) {
        directories.add(Path.of(directory));
      }
    }
    return new SearchPath(directories);
  }

  /** The first program of this name. */
  Optional<Path> find(String name) {
    for (Path directory : directories) {
      Path program = directory.resolve(name);
      if (Files.isExecutable(program)) {
        return Optional.of(program);
      }
    }
    return Optional.empty();
  }

  /** As the variable PATH has it. */
  String text() {
    List<String> words = new ArrayList<>();
    for (Path directory : directories) {
      words.add(directory.toString());
    }
    return String.join(":", words);
  }
}
