package io.github.rulewarden.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host without a configuration does not pay for the parser. */
class NoFileNoParserTest {
  @TempDir private Path directory;

  @Test
  void withoutAFileNoClassOfTheParserIsLoaded() throws Exception {
    assertEquals(List.of(), parserClassesLoadedByReading(directory));
  }

  @Test
  void withAFileTheyAre() throws Exception {
    Files.writeString(directory.resolve("rulewarden.toml"), "mode = 'repair'");

    assertNotEquals(List.of(), parserClassesLoadedByReading(directory));
  }

  private static List<String> parserClassesLoadedByReading(Path directory) throws Exception {
    Witness witness = new Witness();
    Class<?> reader = witness.loadClass(ConfigurationReader.class.getName());
    reader.getMethod("read").invoke(reader.getConstructor(Path.class).newInstance(directory));
    return witness.parserClasses;
  }

  /** Loads the program's classes anew and sees which others they ask for. */
  private static final class Witness extends ClassLoader {
    private final List<String> parserClasses = new ArrayList<>();

    Witness() {
      super(NoFileNoParserTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("org.tomlj.") || name.startsWith("org.antlr.")) {
        parserClasses.add(name);
      }
      if (!name.startsWith("io.github.rulewarden.")) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? define(name) : loaded;
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      String resource = name.replace('.', '/') + ".class";
      try (InputStream input = getParent().getResourceAsStream(resource)) {
        if (input == null) {
          throw new ClassNotFoundException(name);
        }
        byte[] bytes = input.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
