package io.github.rulewarden.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The recorded inputs of one target.
 *
 * @param name the target's class, without the program's root package
 */
record Corpus(String name) {
  private static final Path ROOT = Path.of("src/fuzz/corpus");
  private static final String PROGRAM = "io.github.rulewarden.";

  /** One input. */
  record Input(String target, Path file) {
    byte[] bytes() {
      try {
        return Files.readAllBytes(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public String toString() {
      return target + " " + file.getFileName();
    }
  }

  /** The corpora of all targets. */
  static List<Corpus> all() {
    return list(ROOT).stream().map(each -> new Corpus(each.getFileName().toString())).toList();
  }

  /** The target that a class is, named as a corpus is. */
  static Target target(String name) {
    try {
      Class<?> type = Class.forName(PROGRAM + name);
      return type.asSubclass(Target.class).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(name + " is no target", e);
    }
  }

  Target target() {
    return target(name);
  }

  Path directory() {
    return ROOT.resolve(name);
  }

  Input input(String file) {
    return new Input(name, directory().resolve(file));
  }

  List<Input> inputs() {
    return list(directory()).stream().map(file -> new Input(name, file)).toList();
  }

  private static List<Path> list(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
