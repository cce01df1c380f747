package io.github.rulewarden.testing;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.util.ArrayList;
import java.util.List;

/**
 * The real systemd-journald, with a /run of its own that ends with it. It neither reads the
 * kernel's log nor writes to the host's disk.
 */
public final class Journald implements Guest {
  private static final String PROGRAM = "/lib/systemd/systemd-journald";

  private static final String SCRIPT =
      """
      mount -t tmpfs tmpfs /run &&
      mkdir -p /run/systemd/journal /run/log/journal /run/systemd/journald.conf.d &&
      printf '[Journal]\\nStorage=volatile\\nReadKMsg=no\\nForwardToSyslog=no\\n' \
        > /run/systemd/journald.conf.d/test.conf &&
      exec %s 2> /dev/null
      """
          .formatted(PROGRAM);

  /** Sets JOURNAL_STREAM for a program whose stderr is the journal, as systemd does for a unit. */
  private static final String UNIT =
      "JOURNAL_STREAM=$(stat -Lc %d:%i /proc/self/fd/2); export JOURNAL_STREAM; exec \"$@\"";

  private final TestHost host;
  private final Process process;

  private Journald(TestHost host, Process process) {
    this.host = host;
    this.process = process;
  }

  /** Starts the journal, and waits until it listens. */
  public static Journald startOn(TestHost host) {
    ProcessBuilder builder =
        new ProcessBuilder("unshare", "--mount", "sh", "-c", SCRIPT)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    Journald journald = host.receive(new Journald(host, host.start(builder)));
    if (!Patience.until(() -> journald.inside("test", "-S", "/run/systemd/journal/socket"))) {
      throw new AssertionError("journald does not come up");
    }
    return journald;
  }

  /** Returns the words that start a program whose stderr is this journal. */
  public String[] starter() {
    return words("sh", "-c", UNIT, "sh").toArray(String[]::new);
  }

  /** Waits for an entry with this field and value; returns the first one. */
  public JsonObject await(String field, String value) {
    List<JsonObject> found = new ArrayList<>();
    boolean isThere =
        Patience.until(() -> {
          inside("journalctl", "--sync");
          found.addAll(entries(field + "=" + value));
          return !found.isEmpty();
        });
    if (!isThere) {
      throw new AssertionError("no " + field + "=" + value + " in the journal");
    }
    return found.getFirst();
  }

  private List<JsonObject> entries(String match) {
    List<String> command =
        words("journalctl", "--directory", "/run/log/journal", "--output", "json", match);
    List<JsonObject> entries = new ArrayList<>();
    for (String line : host.run(command.toArray(String[]::new)).output().lines().toList()) {
      try {
        entries.add(JsonParser.object().from(line));
      } catch (JsonParserException e) {
        throw new AssertionError(line, e);
      }
    }
    return entries;
  }

  private boolean inside(String... command) {
    return host.run(words(command).toArray(String[]::new)).exitCode() == 0;
  }

  private List<String> words(String... command) {
    List<String> words =
        new ArrayList<>(
            List.of("nsenter", "--mount", "--target", Long.toString(process.pid()), "--"));
    words.addAll(List.of(command));
    return words;
  }

  /** Ends the journal; its files disappear with the last process that sees them. */
  @Override
  public void leave() throws InterruptedException {
    process.destroy();
    process.waitFor();
  }

  @Override
  public String story() {
    return "== journald " + process.pid();
  }
}
