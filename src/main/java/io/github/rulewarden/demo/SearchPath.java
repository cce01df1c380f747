package io.github.rulewarden.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The directories in which programs are searched for: PATH, followed by those of system programs,
 * which an ordinary user's PATH lacks.
 */
record SearchPath(List<Path> directories) {
  private static final String SYSTEM_DIRECTORIES = ":/usr/local/sbin:/usr/sbin:/sbin";

  SearchPath {
    directories = List.copyOf(directories);
  }

  static SearchPath of(Map<String, String> environment) {
    List<Path> directories = new ArrayList<>();
    String path = environment.getOrDefault("PATH", "/usr/bin:/bin") + SYSTEM_DIRECTORIES;
    for (String directory : path.split(":", -1)) {
      // An empty entry is the working directory, from which root must not run programs.
      if (!directory.isEmpty()) {
        directories.add(Path.of(directory));
      }
    }
    return new SearchPath(directories);
  }

  /** Returns the first program of this name. */
  Optional<Path> find(String name) {
    for (Path directory : directories) {
      Path program = directory.resolve(name);
      if (Files.isExecutable(program)) {
        return Optional.of(program);
      }
    }
    return Optional.empty();
  }

  /** Returns the value for the variable PATH. */
  String text() {
    List<String> words = new ArrayList<>();
    for (Path directory : directories) {
      words.add(directory.toString());
    }
    return String.join(":", words);
  }
}
