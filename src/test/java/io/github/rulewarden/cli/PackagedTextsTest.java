package io.github.rulewarden.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import io.github.rulewarden.cli.completion.Shell;
import io.github.rulewarden.config.Configuration;
import io.github.rulewarden.config.ShownSetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The manual pages and completion scripts in packaging are those that the program generates. {@code
 * -Drulewarden.transcripts=write} writes them again.
 */
class PackagedTextsTest {
  private static final Path TEMPLATES = Path.of("src/man");
  private static final Path PAGES = Path.of("packaging/man");
  private static final Path SCRIPTS = Path.of("packaging/completion");
  private static final boolean WRITE = "write".equals(System.getProperty("rulewarden.transcripts"));

  static List<Path> templates() throws IOException {
    try (Stream<Path> files = Files.list(TEMPLATES)) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("templates")
  void aManualPageIsUpToDate(Path template) throws IOException {
    String page = Manual.page(Files.readString(template));
    expect(page, PAGES.resolve(template.getFileName()));
    assertFalse(page.contains("@"), "something was not filled in");
  }

  @Test
  void thereIsNoOtherPage() throws IOException {
    try (Stream<Path> pages = Files.list(PAGES)) {
      assertEquals(
          templates().stream().map(Path::getFileName).toList(),
          pages.map(Path::getFileName).sorted().toList());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aCompletionScriptIsUpToDate(Shell shell) throws IOException {
    expect(shell.script(Commands.all()), SCRIPTS.resolve("rulewarden." + shell.text()));
  }

  @Test
  void theManualDescribesEachKey() throws IOException {
    String template = Files.readString(TEMPLATES.resolve("rulewarden.toml.5"));
    for (ShownSetting setting : Configuration.DEFAULT.settings()) {
      assertTrue(template.contains("@" + setting.key() + "@"), setting.key());
    }
  }

  /** The fields in the transcripts are part of the interface. */
  @Test
  void theManualDescribesEachJsonField() throws Exception {
    Set<String> fields = new TreeSet<>();
    for (Path transcript : TranscriptTest.transcripts()) {
      for (String line : Files.readAllLines(transcript)) {
        if (line.startsWith("{") || line.startsWith("[{")) {
          collect(JsonParser.any().from(line), fields);
        }
      }
    }
    assertTrue(fields.size() > 30, fields::toString);
    String manual = Files.readString(PAGES.resolve("rulewarden.1"));
    String words = manual.substring(manual.indexOf(".SH JSON"), manual.indexOf(".SH EXIT"));
    List<String> known = List.of(words.split("[^A-Za-z]+", -1));
    List<String> unknown = new ArrayList<>(fields);
    unknown.removeAll(known);
    assertEquals(List.of(), unknown);
  }

  private static void collect(Object json, Set<String> fields) {
    if (json instanceof JsonArray array) {
      array.forEach(element -> collect(element, fields));
    } else if (json instanceof JsonObject object) {
      for (String name : object.keySet()) {
        fields.add(name);
        // Its members are the configuration's keys, which have a page of their own.
        if (name.equals("settings")) {
          object.getObject(name).values().forEach(setting -> collect(setting, fields));
        } else {
          collect(object.get(name), fields);
        }
      }
    }
  }

  private static void expect(String text, Path file) throws IOException {
    if (WRITE) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    }
    assertEquals(text, Files.readString(file));
  }
}
