package io.github.rulewarden.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.api.State;
import io.github.rulewarden.api.Status;
import io.github.rulewarden.metrics.Textfile.Interval;
import io.github.rulewarden.policy.Mode;
import io.github.rulewarden.policy.Strategy;
import io.github.rulewarden.testing.LogWatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class TextfileTest {
  private static final long NEVER = 3_600_000;
  private static final Status STATUS =
      new Status(
          State.OK, "", Mode.REPAIR, Strategy.RELOCATE, 0, 0, 0, 0, List.of(), List.of(), "");

  /** All texts that were requested: a request means that the previous text was written. */
  private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();

  private final AtomicInteger number = new AtomicInteger();

  @TempDir private Path directory;

  @Test
  void theFileIsWrittenSoonAndReadableByEveryUser() throws Exception {
    Path file = directory.resolve("rulewarden.prom");
    try (Textfile textfile = textfile(new Interval(1, NEVER))) {
      textfile.writeTo(Optional.of(file));
      awaitWrites(textfile, 2);

      assertTrue(Files.readString(file).startsWith("text "));
      assertEquals("rw-r--r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
      awaitFiles(file);
    }
  }

  @Test
  void theFileIsWrittenAgainWithoutAChange() throws Exception {
    try (Textfile textfile = textfile(new Interval(1, 5))) {
      textfile.writeTo(Optional.of(directory.resolve("a.prom")));
      for (int i = 1; i <= 3; i++) {
        assertEquals("text " + i, requests.poll(2, TimeUnit.MINUTES));
      }
    }
  }

  @Test
  void manyChangesCauseOneWrite() throws Exception {
    try (Textfile textfile = textfile(new Interval(NEVER, NEVER))) {
      textfile.writeTo(Optional.of(directory.resolve("a.prom")));
      assertEquals("text 1", requests.poll(2, TimeUnit.MINUTES));
      for (int i = 0; i < 1000; i++) {
        textfile.report(STATUS, List.of());
      }
    }
    assertTrue(requests.isEmpty(), () -> "requested again: " + requests);
  }

  @Test
  void withoutAFileNothingIsDone() throws Exception {
    try (Textfile textfile = textfile(new Interval(1, 1))) {
      textfile.writeTo(Optional.empty());
      textfile.report(STATUS, List.of());
    }
    assertTrue(requests.isEmpty());
    assertEquals(List.of(), files());
  }

  @Test
  void theFileIsRemovedWhenTheDaemonStops() throws Exception {
    Path file = directory.resolve("a.prom");
    try (Textfile textfile = textfile(new Interval(1, 1))) {
      textfile.writeTo(Optional.of(file));
      awaitWrites(textfile, 2);
      assertTrue(Files.exists(file));
    }
    assertEquals(List.of(), files());
  }

  @Test
  void aReloadMovesTheFile() throws Exception {
    Path before = directory.resolve("a.prom");
    Path after = directory.resolve("b.prom");
    try (Textfile textfile = textfile(new Interval(1, NEVER))) {
      textfile.writeTo(Optional.of(before));
      awaitWrites(textfile, 2);
      textfile.writeTo(Optional.of(after));

      awaitFiles(after);
    }
  }

  @Test
  void aReloadWithoutAFileRemovesIt() throws Exception {
    try (Textfile textfile = textfile(new Interval(1, 1))) {
      textfile.writeTo(Optional.of(directory.resolve("a.prom")));
      awaitWrites(textfile, 2);
      textfile.writeTo(Optional.empty());

      awaitFiles();
    }
  }

  @Test
  void aMissingDirectoryIsLoggedOnceAndTriedAgain() throws Exception {
    Path missing = directory.resolve("missing");
    Path file = missing.resolve("a.prom");
    try (LogWatch log = new LogWatch(Textfile.class);
        Textfile textfile = textfile(new Interval(1, 1))) {
      textfile.writeTo(Optional.of(file));
      awaitWrites(textfile, 5);
      assertEquals(
          "WARN The metrics cannot be written to "
              + file
              + " (no such file or directory); the daemon's user needs write permission for the"
              + " directory, and the unit must allow it (ReadWritePaths=).",
          log.next());
      assertTrue(log.isEmpty());

      Files.createDirectory(missing);
      awaitWrites(textfile, 2);
      assertTrue(Files.exists(file));
    }
  }

  @Test
  void aSymbolicLinkIsReplacedAndNotFollowed() throws Exception {
    Path victim = Files.writeString(directory.resolve("victim"), "untouched");
    Path file = directory.resolve("a.prom");
    Files.createSymbolicLink(file, victim);
    Files.createSymbolicLink(directory.resolve("a.prom.new"), victim);

    new ReplacedFile(file).write("metrics");

    assertEquals("untouched", Files.readString(victim));
    assertEquals("metrics", Files.readString(file));
    assertFalse(Files.isSymbolicLink(file));
    assertEquals(2, files().size());
  }

  @Test
  void aTemporaryFileThatCannotBeRenamedIsDeleted() throws Exception {
    Path inTheWay = Files.createDirectory(directory.resolve("a.prom"));
    Files.writeString(inTheWay.resolve("x"), "");

    assertThrows(IOException.class, () -> new ReplacedFile(inTheWay).write("metrics"));

    assertEquals(List.of(inTheWay), files());
  }

  @Test
  void aSlowDiskDelaysNoListener() throws Exception {
    SynchronousQueue<String> texts = new SynchronousQueue<>();
    Textfile textfile = new Textfile(() -> take(texts), new Interval(1, 1));
    textfile.writeTo(Optional.of(directory.resolve("a.prom")));
    // The writer's thread hangs now. If report() waited for it, the test would not end.
    for (int i = 0; i < 1000; i++) {
      textfile.report(STATUS, List.of());
    }
    texts.put("text");
    texts.put("text");
    // The interrupt keeps close() from waiting for a whole second.
    Thread.currentThread().interrupt();
    textfile.close();
    assertTrue(Thread.interrupted());
    // The writer may be idle already, and then it has ended.
    texts.offer("text", 1, TimeUnit.SECONDS);
  }

  private Textfile textfile(Interval interval) {
    return new Textfile(
        () -> {
          String text = "text " + number.incrementAndGet();
          requests.add(text);
          return text;
        },
        interval);
  }

  /** Waits for this many further requests; all texts but the last are written then. */
  private void awaitWrites(Textfile textfile, int times) throws InterruptedException {
    requests.clear();
    for (int i = 0; i < times; i++) {
      textfile.report(STATUS, List.of());
      assertTrue(requests.poll(2, TimeUnit.MINUTES) != null);
    }
  }

  /** Waits until exactly these files exist; a temporary one may exist at any time. */
  private void awaitFiles(Path... expected) throws IOException {
    while (!files().equals(List.of(expected))) {
      Thread.onSpinWait();
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.sorted().toList();
    }
  }

  private static String take(SynchronousQueue<String> texts) {
    try {
      return texts.take();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
