package io.github.rulewarden.cli;

import com.grack.nanojson.JsonStringWriter;
import com.grack.nanojson.JsonWriter;
import io.github.rulewarden.manager.Finding;
import java.util.List;

/** What several commands write in JSON. Field names are those of the D-Bus dictionaries. */
final class Json {
  private Json() {}

  /** A document on one line, as {@code ip -j} writes it. */
  static JsonStringWriter document() {
    return JsonWriter.string();
  }

  static void write(Session session, JsonStringWriter document) {
    session.out().println(document.done());
  }

  /** The member {@code findings} of an object. */
  static void findings(JsonStringWriter json, List<Reading> readings) {
    json.array("findings");
    for (Reading reading : readings) {
      for (Finding finding : reading.findings()) {
        json.object()
            .value("netns", reading.netns())
            .value("family", finding.family().text())
            .value("severity", finding.severity().text())
            .value("code", finding.code())
            .value("text", finding.text())
            .value("fix", finding.fix())
            .end();
      }
    }
    json.end();
  }

  static void strings(JsonStringWriter json, String name, List<String> texts) {
    json.array(name);
    for (String text : texts) {
      json.value(text);
    }
    json.end();
  }
}
