package io.github.rulewarden.cli;

import com.grack.nanojson.JsonStringWriter;
import com.grack.nanojson.JsonWriter;
import io.github.rulewarden.api.Finding;
import io.github.rulewarden.api.HistoryEntry;
import io.github.rulewarden.fib.Family;
import java.util.List;

/** JSON that several commands write. Field names are those of the D-Bus dictionaries. */
final class Json {
  private Json() {}

  /** Begins a document on one line, as {@code ip -j} writes it. */
  static JsonStringWriter document() {
    return JsonWriter.string();
  }

  static void write(Invocation invocation, JsonStringWriter document) {
    invocation.out().println(document.done());
  }

  /** Writes the member {@code findings} of an object. */
  static void findings(JsonStringWriter json, List<Finding> findings) {
    json.array("findings");
    for (Finding finding : findings) {
      json.object()
          .value("netns", finding.netns())
          .value("family", finding.family().text())
          .value("severity", finding.severity().text())
          .value("code", finding.code().text())
          .value("text", finding.text())
          .value("fix", finding.fix().text())
          .end();
    }
    json.end();
  }

  /** Writes a history entry, as an array element or as a document. */
  static void entry(JsonStringWriter json, HistoryEntry entry) {
    json.object()
        .value("time", entry.timeMicros())
        .value("kind", entry.kind().text())
        .value("netns", entry.scope().text())
        .value("family", entry.family().map(Family::text).orElse(""))
        .value("text", entry.text())
        .value("opponent", entry.opponent())
        .value("durationUSec", entry.durationMicros());
    strings(json, "steps", entry.steps());
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
