package io.github.rulewarden.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.fib.DefaultRoute;
import io.github.rulewarden.fib.Extras;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Listing;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.memory.Memory;
import io.github.rulewarden.memory.Moved;
import io.github.rulewarden.memory.Restored;
import io.github.rulewarden.memory.Whole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept comes back, whatever happened to the process, and nothing of another boot. */
class JournalFileTest {
  private static final String BOOT = "7c1e5a52";

  private static final Rule CAPTURE =
      Listing.rule(Family.IPV4, "5399: not from all fwmark 0xca6c lookup 51820");
  private static final Rule COMPANION =
      Listing.rule(Family.IPV6, "5398: from all lookup main suppress_prefixlength 0");
  private static final Rule UNHEARD_OF =
      new Rule(
          Family.IPV4,
          4_294_967_295L,
          CAPTURE.selector(),
          CAPTURE.action(),
          CAPTURE.modifiers(),
          3,
          new Extras(1, List.of(new Extras.Extra(99, "0badf00d"))));

  private static final Memory EVERYTHING =
      new Memory(
          List.of(
              new Whole(
                  4,
                  "wg \u00fc",
                  CAPTURE,
                  Optional.of(COMPANION.at(5208)),
                  Optional.of(new DefaultRoute(Family.IPV4, 51820, 4))),
              new Whole(5, "wg1", UNHEARD_OF, Optional.empty(), Optional.empty())),
          List.of(new Moved(CAPTURE, 5209), new Moved(UNHEARD_OF, 0)),
          List.of(COMPANION),
          List.of(new Restored(CAPTURE, 4)),
          List.of(COMPANION.at(100)),
          List.of(COMPANION.at(101)),
          List.of(CAPTURE.at(5209), UNHEARD_OF));

  @TempDir Path directory;

  @Test
  void everythingComesBack() {
    keep(EVERYTHING);
    assertEquals(EVERYTHING, load());
    assertEquals(EVERYTHING, load(), "reading changes nothing");
  }

  @Test
  void beforeTheFirstTimeThereIsNothing() {
    assertEquals(Memory.NONE, load());
    assertTrue(Files.exists(path()));
  }

  @Test
  void theLastMemoryCounts() {
    try (JournalFile journal = journal()) {
      journal.load();
      journal.keep(EVERYTHING);
      journal.keep(Memory.NONE);
      journal.keep(
          new Memory(
              List.of(),
              EVERYTHING.moves(),
              List.of(),
              List.of(),
              List.of(),
              List.of(),
              List.of()));
    }
    assertEquals(
        new Memory(
            List.of(), EVERYTHING.moves(), List.of(), List.of(), List.of(), List.of(), List.of()),
        load());
  }

  @Test
  void nothingOfAnotherBootOrVersion() throws IOException {
    keep(EVERYTHING);
    assertEquals(Memory.NONE, new JournalFile(path(), "another").load());
    Files.writeString(path(), "rulewarden journal 2 boot " + BOOT + "\n+ leaving 00\n");
    assertEquals(Memory.NONE, load());
  }

  /** Killed in the middle of a write: what was complete before counts. */
  @Test
  void aTornEndDoesNotCount() throws IOException {
    keep(EVERYTHING);
    byte[] whole = Files.readAllBytes(path());
    for (int length = 0; length <= whole.length; length++) {
      Files.write(path(), java.util.Arrays.copyOf(whole, length));
      Memory memory = load();
      assertTrue(EVERYTHING.wholes().containsAll(memory.wholes()), () -> memory.toString());
      assertTrue(EVERYTHING.moves().containsAll(memory.moves()), () -> memory.toString());
    }
    assertEquals(EVERYTHING, load());
  }

  @Test
  void aLineThatMakesNoSenseIsLeftOut() throws IOException {
    keep(EVERYTHING);
    String text = Files.readString(path());
    List<String> nonsense =
        List.of(
            "", "+", "? x", "+ whole", "+ whole x y z", "+ moved 1 00", "+ leaving", "+ other 1");
    for (String line : nonsense) {
      Files.writeString(path(), text + line + "\n");
      assertEquals(EVERYTHING, load(), line);
    }
  }

  @Test
  void bytesThatAreNoTextAreNoMemory() throws IOException {
    Files.write(path(), new byte[] {(byte) 0xff, (byte) 0xfe, 10, 10});
    assertEquals(Memory.NONE, load());
    keep(EVERYTHING);
    assertEquals(EVERYTHING, load());
  }

  @Test
  void theFileDoesNotGrowForEver() throws IOException {
    try (JournalFile journal = journal()) {
      journal.load();
      for (int i = 0; i < 2000; i++) {
        journal.keep(i % 2 == 0 ? EVERYTHING : Memory.NONE);
      }
    }
    long size = Files.size(path());
    assertTrue(size < 200_000, () -> size + " bytes");
    assertEquals(Memory.NONE, load());
  }

  @Test
  void whereItCannotBeWrittenNothingElseFails() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    JournalFile journal = new JournalFile(file.resolve("netns-1.journal"), BOOT);
    assertEquals(Memory.NONE, journal.load());
    journal.keep(EVERYTHING);
    Files.delete(file);
    journal.keep(
        new Memory(
            List.of(), EVERYTHING.moves(), List.of(), List.of(), List.of(), List.of(), List.of()));
    journal.close();
    assertEquals(
        EVERYTHING.moves(),
        new JournalFile(file.resolve("netns-1.journal"), BOOT).load().moves(),
        "once it can be written, all of it is");
  }

  @Test
  void whatCouldNotBeWrittenIsWrittenAtTheEnd() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    JournalFile journal = new JournalFile(file.resolve("netns-1.journal"), BOOT);
    journal.load();
    journal.keep(EVERYTHING);
    Files.delete(file);
    journal.close();
    assertEquals(EVERYTHING, new JournalFile(file.resolve("netns-1.journal"), BOOT).load());
  }

  /** A rename onto a directory fails, as it does on a disk without room for the entry. */
  @Test
  void halfAFileIsNotLeftBehind() throws IOException {
    Files.createDirectories(path().resolve("x"));
    keep(EVERYTHING);
    try (var files = Files.list(directory)) {
      assertEquals(List.of(path()), files.toList());
    }
  }

  @Test
  void readsAsText() throws IOException {
    keep(
        new Memory(
            List.of(),
            List.of(new Moved(CAPTURE, 5209)),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of()));
    List<String> lines = new ArrayList<>(Files.readAllLines(path()));
    assertEquals("rulewarden journal 1 boot 7c1e5a52", lines.getFirst());
    assertTrue(lines.get(1).startsWith("+ moved 5209 0200"), lines.get(1));
  }

  private void keep(Memory memory) {
    try (JournalFile journal = journal()) {
      journal.load();
      journal.keep(memory);
    }
  }

  private Memory load() {
    try (JournalFile journal = journal()) {
      return journal.load();
    }
  }

  private JournalFile journal() {
    return new JournalFile(path(), BOOT);
  }

  private Path path() {
    return directory.resolve("netns-1.journal");
  }
}
