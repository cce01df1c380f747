package io.github.rulewarden;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Loads the program's classes again, and records which library classes they load. */
public final class ClassLoadRecorder extends ClassLoader {
  private final List<String> prefixes;
  private final List<String> loaded = new ArrayList<>();

  /** Records classes whose full names begin with one of the prefixes. */
  public ClassLoadRecorder(String... prefixes) {
    super(ClassLoadRecorder.class.getClassLoader());
    this.prefixes = List.of(prefixes);
  }

  /** Runs a public class with a public constructor without parameters. */
  public void run(Class<? extends Runnable> type) throws ReflectiveOperationException {
    ((Runnable) loadClass(type.getName()).getConstructor().newInstance()).run();
  }

  /** Returns the recorded class names. */
  public List<String> loaded() {
    return List.copyOf(loaded);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (prefixes.stream().anyMatch(name::startsWith)) {
      loaded.add(name);
    }
    if (!name.startsWith("io.github.rulewarden.")) {
      return super.loadClass(name, resolve);
    }
    Class<?> known = findLoadedClass(name);
    return known == null ? define(name) : known;
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
