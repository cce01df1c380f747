package io.github.rulewarden.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The rewritten classes give the same results as the compiler's bootstrap methods. */
class PlainClassesTest {
  private static final Path SHIPPED = Path.of("target/classes");
  private static final Path COMPILED = Path.of("target/test-classes");

  @Test
  void whatIsShippedIsPlain() throws IOException {
    assumeFalse(Boolean.getBoolean("plain.skip"), "the build leaves the classes as compiled");
    int classes = 0;
    try (Stream<Path> files = Files.walk(SHIPPED)) {
      for (Path file : files.filter(file -> file.toString().endsWith(".class")).toList()) {
        byte[] shipped = Files.readAllBytes(file);
        assertTrue(PlainClasses.plain(shipped).isEmpty(), file.toString());
        classes++;
      }
    }
    assertTrue(classes > 400, classes + " classes");
  }

  @Test
  void recordsAreEqualAndHashAsTheyDid() throws Exception {
    List<?> compiled = values(load(false));
    List<?> plain = values(load(true));
    assertNotSame(compiled.getFirst().getClass(), plain.getFirst().getClass());
    for (int i = 0; i < compiled.size(); i++) {
      assertEquals(compiled.get(i).hashCode(), plain.get(i).hashCode(), compiled.get(i).toString());
      assertEquals(compiled.get(i).toString(), plain.get(i).toString());
      assertFalse(plain.get(i).equals(compiled.getFirst()), "not even of the same class");
      for (int j = 0; j < compiled.size(); j++) {
        assertEquals(
            compiled.get(i).equals(compiled.get(j)),
            plain.get(i).equals(plain.get(j)),
            compiled.get(i) + " and " + compiled.get(j));
      }
    }
  }

  @Test
  void switchesChooseAsTheyDid() throws Exception {
    List<String> compiled = labels(load(false));
    assertEquals(
        Set.of("null", "a shape of nothing, nowhere", "many", "text", "something else"),
        Set.copyOf(
            compiled.stream()
                .filter(label -> !label.matches(".*(circle|point|kinds).*"))
                .toList()));
    assertEquals(compiled, labels(load(true)));
  }

  @Test
  void whatIsPlainStaysAsItIs() {
    byte[] plain = PlainClasses.plain(bytes(PlainSamples.class.getName())).orElseThrow();
    assertTrue(PlainClasses.plain(plain).isEmpty());
  }

  private static List<?> values(Object samples) {
    return (List<?>) ((Supplier<?>) samples).get();
  }

  @SuppressWarnings("unchecked")
  private static List<String> labels(Object samples) {
    List<String> labels = new ArrayList<>();
    Function<@Nullable Object, String> label = (Function<@Nullable Object, String>) samples;
    labels.add(label.apply(null));
    for (Object value : values(samples)) {
      labels.add(label.apply(value));
    }
    return labels;
  }

  /** Loads the sample classes in a class loader of their own. */
  private static Object load(boolean isPlain) throws ReflectiveOperationException {
    ClassLoader loader =
        new ClassLoader(PlainClassesTest.class.getClassLoader()) {
          @Override
          protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(PlainSamples.class.getName())) {
              return super.loadClass(name, resolve);
            }
            Class<?> known = findLoadedClass(name);
            if (known != null) {
              return known;
            }
            byte[] compiled = bytes(name);
            byte[] wanted = isPlain ? PlainClasses.plain(compiled).orElse(compiled) : compiled;
            return defineClass(name, wanted, 0, wanted.length);
          }
        };
    return loader.loadClass(PlainSamples.class.getName()).getConstructor().newInstance();
  }

  private static byte[] bytes(String name) {
    try {
      return Files.readAllBytes(COMPILED.resolve(name.replace('.', '/') + ".class"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
