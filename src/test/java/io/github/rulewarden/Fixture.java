package io.github.rulewarden;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Classes that might be in the program, compiled in the test: valid and invalid ones. */
final class Fixture {

  private static final String ROOT = "io.github.rulewarden.";

  private final Map<String, String> sources = new LinkedHashMap<>();

  /** Adds a class, e.g. {@code "fib.Wrong"}, that has the given members. */
  Fixture add(String name, String members) {
    String fullName = fullName(name);
    int dot = fullName.lastIndexOf('.');
    sources.put(
        fullName,
        "package %s; public class %s { %s }"
            .formatted(fullName.substring(0, dot), fullName.substring(dot + 1), members));
    return this;
  }

  /** Returns the full name, which the reports of violations contain. */
  static String fullName(String name) {
    return ROOT + name;
  }

  /** Compiles into the directory and imports the classes. */
  JavaClasses compile(Path directory) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> options = List.of("-proc:none", "-d", directory.toString());
    List<Source> units =
        sources.entrySet().stream().map(it -> new Source(it.getKey(), it.getValue())).toList();
    if (!compiler.getTask(null, null, null, options, null, units).call()) {
      throw new IllegalArgumentException("the fixture does not compile, see the messages above");
    }
    return new ClassFileImporter().importPath(directory);
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String name, String text) {
      super(URI.create("string:///" + name.replace('.', '/') + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
