package io.github.rulewarden;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Loads the program's classes anew, for itself, and takes down which foreign ones they ask for. */
public final class Witness extends ClassLoader {
  private final List<String> prefixes;
  private final List<String> asked = new ArrayList<>();

  /** Looks out for classes whose full names begin with one of the prefixes. */
  public Witness(String... prefixes) {
    super(Witness.class.getClassLoader());
    this.prefixes = List.of(prefixes);
  }

  /** Runs a public class with a public constructor without parameters. */
  public void run(Class<? extends Runnable> type) throws ReflectiveOperationException {
    ((Runnable) loadClass(type.getName()).getConstructor().newInstance()).run();
  }

  /** The classes that were asked for. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (prefixes.stream().anyMatch(name::startsWith)) {
      asked.add(name);
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
