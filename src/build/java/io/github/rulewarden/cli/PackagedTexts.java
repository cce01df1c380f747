package io.github.rulewarden.cli;

import io.github.rulewarden.cli.completion.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Generates packaged texts from the program's own descriptions: the man pages and the completion
 * scripts. {@code packaging/texts.sh} runs it; a unit test fails if a generated file is not up to
 * date.
 */
public final class PackagedTexts {
  static final Path TEMPLATES = Path.of("src/man");
  static final Path PAGES = Path.of("packaging/man");
  static final Path SCRIPTS = Path.of("packaging/completion");

  private PackagedTexts() {}

  /** Writes all texts below the current directory, which is the root of the project. */
  public static void main(String[] words) throws IOException {
    for (Map.Entry<Path, String> text : all().entrySet()) {
      Files.createDirectories(text.getKey().getParent());
      Files.writeString(text.getKey(), text.getValue());
    }
  }

  /** Returns the content of each generated file. */
  static Map<Path, String> all() throws IOException {
    Map<Path, String> texts = new TreeMap<>();
    try (Stream<Path> templates = Files.list(TEMPLATES)) {
      for (Path template : templates.toList()) {
        String page = ManualPage.of(Files.readString(template));
        texts.put(PAGES.resolve(template.getFileName()), page);
      }
    }
    for (Shell shell : Shell.values()) {
      texts.put(SCRIPTS.resolve("rulewarden." + shell.text()), shell.script(Commands.all()));
    }
    return texts;
  }
}
