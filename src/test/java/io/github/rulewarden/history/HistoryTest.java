package io.github.rulewarden.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.api.Event;
import io.github.rulewarden.api.HistoryEntry;
import io.github.rulewarden.api.TimedEvent;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.policy.Steps;
import io.github.rulewarden.testing.LogWatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class HistoryTest {
  private static final long HOUR = 3_600_000_000L;

  @TempDir private Path directory;

  @Test
  void latestReturnsTheOldestFirst() {
    History history = open();
    record(history, 1, 5);
    assertEquals(texts(1, 5), texts(history.latest(100)));
    assertEquals(texts(4, 5), texts(history.latest(2)));
    assertEquals(List.of(), history.latest(0));
    assertEquals(List.of(), history.latest(-1));
  }

  @Test
  void entriesOutliveTheDaemon() {
    record(open(), 1, 3);
    History second = open();
    record(second, 4, 5);
    assertEquals(texts(1, 5), texts(second.latest(100)));
    assertEquals(texts(1, 5), texts(open().latest(100)));
  }

  /** A failed disk may leave such a file; the parser recurses at each bracket. */
  @Test
  void manyOpenBracketsAreAnInvalidLineAndNoFailure() throws IOException {
    Files.writeString(directory.resolve("history.jsonl"), "[".repeat(200_000));
    record(open(), 1, 3);
    assertEquals(texts(1, 3), texts(open().latest(100)));
  }

  /** The file is read after the first events were reported. */
  @Test
  void eventsFromBeforeTheFileWasReadComeAfterItsEntries() throws Exception {
    record(open(), 1, 3);
    History history = new History(directory);
    history.record(List.of(leak(4)));
    CompletableFuture<List<HistoryEntry>> early =
        CompletableFuture.supplyAsync(() -> history.latest(100));
    history.record(List.of(leak(5)));
    history.keep();
    assertEquals(texts(1, 5), texts(early.get(5, TimeUnit.SECONDS)));
    assertEquals(texts(1, 5), texts(open().latest(100)));
  }

  @Test
  void memoryHoldsAThousandEntries() {
    History history = open();
    record(history, 1, 1500);
    assertEquals(texts(501, 1500), texts(history.latest(5000)));
    assertEquals(texts(501, 1500), texts(open().latest(5000)));
  }

  @Test
  void theFilesHoldAtLeastAThousandEntriesAndAreBounded() throws IOException {
    int large = 128 << 10;
    History history = new History(directory, large);
    for (int round = 0; round < 40; round++) {
      record(history, round * 100, round * 100 + 99);
      long size = 0;
      try (var files = Files.list(directory)) {
        for (Path file : files.toList()) {
          size += Files.size(file);
        }
      }
      assertTrue(size < 2 * large + 20_000, size + " bytes");
      if (round % 10 == 9) {
        assertEquals(history.latest(5000), open().latest(5000));
      }
    }
    assertTrue(Files.exists(directory.resolve("history.jsonl.1")));
  }

  @Test
  void everyUserMayReadTheFile() throws IOException {
    record(open(), 1, 1);
    assertTrue(Files.getPosixFilePermissions(file()).toString().contains("OTHERS_READ"));
  }

  /** The process was killed, or the power failed, at any byte of the last line. */
  @Test
  void anUnfinishedLineIsRemovedAndNoOtherIsLost() throws IOException {
    record(open(), 1, 2);
    byte[] whole = Files.readAllBytes(file());
    int first = Files.readAllLines(file()).getFirst().length() + 1;
    try (LogWatch log = new LogWatch(LatestEntries.class)) {
      for (int length = first; length < whole.length - 1; length++) {
        Files.write(file(), java.util.Arrays.copyOf(whole, length));
        History history = open();
        assertEquals(texts(1, 1), texts(history.latest(9)));
        record(history, 3, 3);
        assertEquals(List.of("leak 1", "leak 3"), texts(open().latest(9)));
      }
      assertTrue(log.isEmpty());
    }
  }

  @Test
  void aLineThatLacksOnlyItsEndIsKept() throws IOException {
    record(open(), 1, 2);
    String whole = Files.readString(file());
    Files.writeString(file(), whole.strip());
    record(open(), 3, 3);
    assertEquals(texts(1, 3), texts(open().latest(9)));
  }

  @Test
  void invalidLinesAreSkippedAndLoggedOnce() throws Exception {
    record(open(), 1, 1);
    Files.writeString(file(), "\u0000\u0000\n\n{}\n", StandardOpenOption.APPEND);
    record(open(), 2, 2);
    try (LogWatch log = new LogWatch(LatestEntries.class)) {
      assertEquals(texts(1, 2), texts(open().latest(9)));
      assertEquals(
          "WARN The history was read without 3 invalid lines; the first is "
              + file()
              + ", line 2: expected a JSON object: "
              + "Unexpected character: \u0000 on line 1, char 1",
          log.next());
      assertTrue(log.isEmpty());
    }
  }

  @Test
  void anyFileCanBeRead() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    try (LogWatch _ = new LogWatch(LatestEntries.class)) {
      for (int i = 0; i < 200; i++) {
        byte[] bytes = new byte[random.nextInt(300)];
        random.nextBytes(bytes);
        Files.write(file(), bytes);
        History history = open();
        record(history, 1, 1);
        assertEquals("leak 1", open().latest(1).getFirst().text(), "seed " + seed);
      }
    }
  }

  /** The test uses a directory in place of a file on a full disk: not even root can write to it. */
  @Test
  void aFailingDiskIsLoggedOnceAndLaterNothingIsMissing() throws Exception {
    Files.createDirectory(file());
    Files.writeString(file().resolve("x"), "");
    try (LogWatch log = new LogWatch(HistoryFile.class)) {
      History history = open();
      assertTrue(log.next().startsWith("WARN " + file() + " cannot be read"));
      record(history, 1, 3);
      record(history, 4, 5);
      assertTrue(
          log.next().startsWith("WARN " + file() + " cannot be written"), "the other warning");
      assertTrue(log.isEmpty());
      assertEquals(texts(1, 5), texts(history.latest(9)));
      Files.delete(file().resolve("x"));
      Files.delete(file());
      record(history, 6, 6);
      assertEquals(texts(1, 6), texts(open().latest(9)));
      assertTrue(log.isEmpty());
    }
  }

  @Test
  void theDirectoryIsCreatedIfItIsMissing() {
    Path deep = directory.resolve("var/lib");
    History history = new History(deep);
    record(history, 1, 1);
    assertTrue(Files.exists(deep.resolve("history.jsonl")));
  }

  @Test
  void aFileThatWasMovedAwayIsCreatedAgain() throws IOException {
    History history = open();
    record(history, 1, 1);
    Files.move(file(), directory.resolve("away"));
    record(history, 2, 2);
    assertEquals(texts(2, 2), texts(open().latest(9)));
  }

  @Test
  void repetitionsAreFoldedIntoTheLatestEntry() {
    History history = open();
    for (int i = 0; i < 3600; i++) {
      history.record(List.of(inverted(i * 1_000_000L, "ip (pid " + i + ")")));
    }
    history.keep();
    List<HistoryEntry> all = history.latest(5000);
    assertEquals(9, all.size());
    assertEquals("3600 times within an hour: 5209 is ahead.", all.getLast().text());
    assertEquals(3599 * 1_000_000L, all.getLast().timeMicros());
    assertEquals("ip (pid 3599)", all.getLast().opponent());
    assertEquals("5209 is ahead.", all.get(7).text());
    // The file contains the first eight, then the 16th, 32nd, ... 2048th.
    assertEquals(8 + 8, open().latest(5000).size());
  }

  /** Otherwise the next daemon would consider the eighth repetition the last. */
  @Test
  void theLastRepetitionIsWrittenWhenTheDaemonStops() {
    History history = open();
    for (int i = 0; i < 13; i++) {
      history.record(List.of(inverted(i, ""), repaired(i)));
    }
    history.keep();
    history.end();

    List<HistoryEntry> all = open().latest(100);
    assertEquals(history.latest(100), all);
    assertEquals("13 times within an hour: 5209 is ahead.", all.get(16).text());
    assertEquals(12, all.get(16).timeMicros());
  }

  @Test
  void theLastRepetitionIsWrittenBeforeAnotherEvent() {
    History history = open();
    for (int i = 0; i < 13; i++) {
      history.record(List.of(inverted(i, "")));
    }
    record(history, 14, 14);

    assertEquals(history.latest(100), open().latest(100));
  }

  @Test
  void anHourLaterTheCountStartsAgain() {
    History history = open();
    for (int i = 0; i < 20; i++) {
      history.record(List.of(inverted(i, "")));
    }
    history.record(List.of(inverted(HOUR, "")));
    history.keep();
    List<HistoryEntry> all = history.latest(100);
    assertEquals("20 times within an hour: 5209 is ahead.", all.get(8).text());
    assertEquals("5209 is ahead.", all.get(9).text());
    assertEquals(10, all.size());
  }

  @Test
  void aClockThatWasSetBackStartsANewHour() {
    History history = open();
    for (int i = 0; i < 20; i++) {
      history.record(List.of(inverted(HOUR * 100, "")));
    }
    history.record(List.of(inverted(5, "")));
    history.keep();
    assertEquals("5209 is ahead.", history.latest(1).getFirst().text());
  }

  /** An inversion and a repair happen as often as every second in a contest that lasts for days. */
  @Test
  void aDayOfInversionsEverySecondKeepsEarlierEntries() {
    History history = open();
    record(history, 1, 1);
    for (int second = 0; second < 24 * 3600; second++) {
      history.record(List.of(inverted(second * 1_000_000L, ""), repaired(second * 1_000_000L)));
    }
    history.keep();
    assertEquals("leak 1", history.latest(5000).getFirst().text());
    assertFalse(Files.exists(directory.resolve("history.jsonl.1")));
  }

  private Path file() {
    return directory.resolve("history.jsonl");
  }

  /** Returns a history that has read the file. */
  private History open() {
    History history = new History(directory);
    history.keep();
    return history;
  }

  private static void record(History history, int first, int last) {
    List<TimedEvent> events = new ArrayList<>();
    for (int i = first; i <= last; i++) {
      events.add(leak(i));
    }
    history.record(events);
    history.keep();
  }

  private static TimedEvent leak(int number) {
    return new TimedEvent(number, new Event.Leak(Scope.OWN.of(Family.IPV4), "leak " + number));
  }

  private static TimedEvent inverted(long time, String opponent) {
    return new TimedEvent(
        time, new Event.Inverted(Scope.OWN.of(Family.IPV4), "5209 is ahead.", opponent));
  }

  private static TimedEvent repaired(long time) {
    return new TimedEvent(
        time,
        new Event.Repaired(Scope.OWN.of(Family.IPV4), Steps.ipv4("-1: from all lookup 7"), time));
  }

  private static List<String> texts(int first, int last) {
    List<String> texts = new ArrayList<>();
    for (int i = first; i <= last; i++) {
      texts.add("leak " + i);
    }
    return texts;
  }

  private static List<String> texts(List<HistoryEntry> entries) {
    List<String> texts = new ArrayList<>();
    for (HistoryEntry entry : entries) {
      texts.add(entry.text());
    }
    return texts;
  }
}
