package io.github.rulewarden.statefile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.fib.DefaultRoute;
import io.github.rulewarden.fib.Extras;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Listing;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.state.IntactPair;
import io.github.rulewarden.state.MovedRule;
import io.github.rulewarden.state.RestoredRule;
import io.github.rulewarden.state.SavedState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The saved state is loaded again, however the process ended, but not after another boot. */
class StateFileTest {
  private static final String BOOT = "7c1e5a52";

  private static final Rule CAPTURE =
      Listing.rule(Family.IPV4, "5399: not from all fwmark 0xca6c lookup 51820");
  private static final Rule COMPANION =
      Listing.rule(Family.IPV6, "5398: from all lookup main suppress_prefixlength 0");
  private static final Rule UNKNOWN =
      new Rule(
          Family.IPV4,
          4_294_967_295L,
          CAPTURE.selector(),
          CAPTURE.action(),
          CAPTURE.modifiers(),
          3,
          new Extras(1, List.of(new Extras.Extra(99, "0badf00d"))));

  private static final SavedState EVERYTHING =
      new SavedState(
          List.of(
              new IntactPair(
                  4,
                  "wg \u00fc",
                  CAPTURE,
                  Optional.of(COMPANION.at(5208)),
                  Optional.of(new DefaultRoute(Family.IPV4, 51820, 4))),
              new IntactPair(5, "wg1", UNKNOWN, Optional.empty(), Optional.empty())),
          List.of(new MovedRule(CAPTURE, 5209), new MovedRule(UNKNOWN, 0)),
          List.of(COMPANION),
          List.of(new RestoredRule(CAPTURE, 4)),
          List.of(COMPANION.at(100)),
          List.of(COMPANION.at(101)),
          List.of(CAPTURE.at(5209), UNKNOWN));

  @TempDir Path directory;

  @Test
  void loadReturnsEverythingThatWasSaved() {
    save(EVERYTHING);
    assertEquals(EVERYTHING, load());
    assertEquals(EVERYTHING, load(), "loading changes nothing");
  }

  @Test
  void theFirstLoadIsEmptyAndCreatesTheFile() {
    assertEquals(SavedState.NONE, load());
    assertTrue(Files.exists(path()));
  }

  @Test
  void loadReturnsTheLastSavedState() {
    try (StateFile file = open()) {
      file.load();
      file.save(EVERYTHING);
      file.save(SavedState.NONE);
      file.save(
          new SavedState(
              List.of(),
              EVERYTHING.moves(),
              List.of(),
              List.of(),
              List.of(),
              List.of(),
              List.of()));
    }
    assertEquals(
        new SavedState(
            List.of(), EVERYTHING.moves(), List.of(), List.of(), List.of(), List.of(), List.of()),
        load());
  }

  @Test
  void aFileOfAnotherBootOrVersionIsIgnored() throws IOException {
    save(EVERYTHING);
    assertEquals(SavedState.NONE, new StateFile(path(), "another").load());
    Files.writeString(path(), "rulewarden state 2 boot " + BOOT + "\n+ pending-delete 00\n");
    assertEquals(SavedState.NONE, load());
  }

  /** The process was killed in the middle of a write: the lines that were complete are loaded. */
  @Test
  void anUnfinishedLastLineIsIgnored() throws IOException {
    save(EVERYTHING);
    byte[] intact = Files.readAllBytes(path());
    for (int length = 0; length <= intact.length; length++) {
      Files.write(path(), java.util.Arrays.copyOf(intact, length));
      SavedState saved = load();
      assertTrue(EVERYTHING.intactPairs().containsAll(saved.intactPairs()), () -> saved.toString());
      assertTrue(EVERYTHING.moves().containsAll(saved.moves()), () -> saved.toString());
    }
    assertEquals(EVERYTHING, load());
  }

  @Test
  void anInvalidLineIsIgnored() throws IOException {
    save(EVERYTHING);
    String text = Files.readString(path());
    List<String> invalidLines =
        List.of(
            "",
            "+",
            "? x",
            "+ intact",
            "+ intact x y z",
            "+ moved 1 00",
            "+ pending-delete",
            "+ whole 1",
            "+ other 1");
    for (String line : invalidLines) {
      Files.writeString(path(), text + line + "\n");
      assertEquals(EVERYTHING, load(), line);
    }
  }

  @Test
  void bytesThatAreNotTextAreIgnored() throws IOException {
    Files.write(path(), new byte[] {(byte) 0xff, (byte) 0xfe, 10, 10});
    assertEquals(SavedState.NONE, load());
    save(EVERYTHING);
    assertEquals(EVERYTHING, load());
  }

  @Test
  void theFileDoesNotGrowWithoutLimit() throws IOException {
    try (StateFile file = open()) {
      file.load();
      for (int i = 0; i < 2000; i++) {
        file.save(i % 2 == 0 ? EVERYTHING : SavedState.NONE);
      }
    }
    long size = Files.size(path());
    assertTrue(size < 200_000, () -> size + " bytes");
    assertEquals(SavedState.NONE, load());
  }

  @Test
  void aFileThatCannotBeWrittenIsWrittenLater() throws IOException {
    Path blocker = Files.createFile(directory.resolve("file"));
    StateFile file = new StateFile(blocker.resolve("netns-1.state"), BOOT);
    assertEquals(SavedState.NONE, file.load());
    file.save(EVERYTHING);
    Files.delete(blocker);
    file.save(
        new SavedState(
            List.of(), EVERYTHING.moves(), List.of(), List.of(), List.of(), List.of(), List.of()));
    file.close();
    assertEquals(
        EVERYTHING.moves(),
        new StateFile(blocker.resolve("netns-1.state"), BOOT).load().moves(),
        "once the file can be written, everything is written");
  }

  @Test
  void closeWritesWhatCouldNotBeWrittenBefore() throws IOException {
    Path blocker = Files.createFile(directory.resolve("file"));
    StateFile file = new StateFile(blocker.resolve("netns-1.state"), BOOT);
    file.load();
    file.save(EVERYTHING);
    Files.delete(blocker);
    file.close();
    assertEquals(EVERYTHING, new StateFile(blocker.resolve("netns-1.state"), BOOT).load());
  }

  /** A rename onto a directory fails, as on a disk that has no space for the directory entry. */
  @Test
  void aPartialFileIsDeleted() throws IOException {
    Files.createDirectories(path().resolve("x"));
    save(EVERYTHING);
    try (var files = Files.list(directory)) {
      assertEquals(List.of(path()), files.toList());
    }
  }

  @Test
  void theFileIsReadableText() throws IOException {
    save(
        new SavedState(
            List.of(),
            List.of(new MovedRule(CAPTURE, 5209)),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of()));
    List<String> lines = new ArrayList<>(Files.readAllLines(path()));
    assertEquals("rulewarden state 1 boot 7c1e5a52", lines.getFirst());
    assertTrue(lines.get(1).startsWith("+ moved 5209 0200"), lines.get(1));
  }

  /** The file is from a version that called it a journal. */
  @Test
  void theOldFormIsReadOnceAndDeleted() throws IOException {
    Path journal = writeJournal("rulewarden journal 1 boot " + BOOT);
    assertEquals(EVERYTHING, load());
    assertTrue(Files.notExists(journal));
    assertEquals("rulewarden state 1 boot " + BOOT, Files.readAllLines(path()).getFirst());
    assertEquals(EVERYTHING, load(), "the new form holds everything");
  }

  @Test
  void aRemovalInTheOldFormIsReadToo() throws IOException {
    Path journal = writeJournal("rulewarden journal 1 boot " + BOOT);
    String text = Files.readString(journal);
    Files.writeString(journal, text + text.substring(text.indexOf('\n') + 1).replace("+ ", "- "));
    assertEquals(SavedState.NONE, load());
  }

  @Test
  void theOldFormOfAnotherBootOrVersionIsIgnoredAndDeleted() throws IOException {
    for (String header :
        List.of("rulewarden journal 1 boot another", "rulewarden journal 2 boot " + BOOT)) {
      Path journal = writeJournal(header);
      assertEquals(SavedState.NONE, load(), header);
      assertTrue(Files.notExists(journal), header);
    }
  }

  @Test
  void theOldFormIsIgnoredIfThereIsANewFile() throws IOException {
    Path journal = writeJournal("rulewarden journal 1 boot " + BOOT);
    Files.writeString(path(), "rulewarden state 1 boot " + BOOT + "\n");
    assertEquals(SavedState.NONE, load());
    assertTrue(Files.notExists(journal));
  }

  @Test
  void theOldFormStaysUntilTheNewOneIsWritten() throws IOException {
    Path journal = writeJournal("rulewarden journal 1 boot " + BOOT);
    Path blocker = Files.createDirectories(directory.resolve("netns-1.state.new"));
    assertEquals(EVERYTHING, load());
    assertTrue(Files.exists(journal));
    Files.delete(blocker);
    assertEquals(EVERYTHING, load());
    assertTrue(Files.notExists(journal));
  }

  /** Writes everything in the old form, and leaves no file of the new form. */
  private Path writeJournal(String header) throws IOException {
    save(EVERYTHING);
    String text = Files.readString(path());
    Files.delete(path());
    String entries =
        text.substring(text.indexOf('\n'))
            .replace("+ intact ", "+ whole ")
            .replace("+ pending-delete ", "+ leaving ");
    return Files.writeString(directory.resolve("netns-1.journal"), header + entries);
  }

  private void save(SavedState saved) {
    try (StateFile file = open()) {
      file.load();
      file.save(saved);
    }
  }

  private SavedState load() {
    try (StateFile file = open()) {
      return file.load();
    }
  }

  private StateFile open() {
    return new StateFile(path(), BOOT);
  }

  private Path path() {
    return directory.resolve("netns-1.state");
  }
}
