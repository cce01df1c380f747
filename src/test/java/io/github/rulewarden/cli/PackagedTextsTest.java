package io.github.rulewarden.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import io.github.rulewarden.config.Configuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The texts that packages install equal the program's own texts. If one differs, {@code
 * packaging/texts.sh} generates it again.
 */
class PackagedTextsTest {
  static Set<Path> files() throws IOException {
    return PackagedTexts.all().keySet();
  }

  @ParameterizedTest
  @MethodSource("files")
  void isUpToDate(Path file) throws IOException {
    assertEquals(PackagedTexts.all().get(file), Files.readString(file));
  }

  @Test
  void everyPlaceholderOfThePagesIsFilledIn() throws IOException {
    for (Map.Entry<Path, String> text : PackagedTexts.all().entrySet()) {
      if (text.getKey().startsWith(PackagedTexts.PAGES)) {
        assertFalse(text.getValue().contains("@"), text.getKey()::toString);
      }
    }
  }

  @Test
  void thereIsNoOtherFile() throws IOException {
    Set<Path> found = new TreeSet<>();
    for (Path directory : List.of(PackagedTexts.PAGES, PackagedTexts.SCRIPTS)) {
      try (Stream<Path> files = Files.list(directory)) {
        files.forEach(found::add);
      }
    }
    assertEquals(files(), found);
  }

  @Test
  void theManualKnowsEachKey() throws IOException {
    String template = Files.readString(PackagedTexts.TEMPLATES.resolve("rulewarden.toml.5"));
    for (Configuration.Setting setting : Configuration.DEFAULT.settings()) {
      assertTrue(template.contains("@" + setting.key() + "@"), setting.key());
    }
  }

  /** The transcripts contain the JSON fields that other programs may rely on. */
  @Test
  void theManualKnowsEachFieldOfTheJson() throws Exception {
    Set<String> fields = new TreeSet<>();
    for (Path transcript : TranscriptTest.transcripts()) {
      for (String line : Files.readAllLines(transcript)) {
        if (line.startsWith("{") || line.startsWith("[{")) {
          collect(JsonParser.any().from(line), fields);
        }
      }
    }
    assertTrue(fields.size() > 30, fields::toString);
    String manual = Files.readString(PackagedTexts.PAGES.resolve("rulewarden.1"));
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
        // This field contains the configuration's keys, which have a manual page of their own.
        if (name.equals("settings")) {
          object.getObject(name).values().forEach(setting -> collect(setting, fields));
        } else {
          collect(object.get(name), fields);
        }
      }
    }
  }
}
