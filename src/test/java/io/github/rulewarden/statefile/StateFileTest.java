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

/** What is kept comes back, whatever happened to the process, and nothing of another boot. */
class StateFileTest {
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

  private static final SavedState EVERYTHING =
      new SavedState(
          List.of(
              new IntactPair(
                  4,
                  "wg \u00fc",
                  CAPTURE,
                  Optional.of(COMPANION.at(5208)),
                  Optional.of(new DefaultRoute(Family.IPV4, 51820, 4))),
              new IntactPair(5, "wg1", UNHEARD_OF, Optional.empty(), Optional.empty())),
          List.of(new MovedRule(CAPTURE, 5209), new MovedRule(UNHEARD_OF, 0)),
          List.of(COMPANION),
          List.of(new RestoredRule(CAPTURE, 4)),
          List.of(COMPANION.at(100)),
          List.of(COMPANION.at(101)),
          List.of(CAPTURE.at(5209), UNHEARD_OF));

  @TempDir Path directory;

  @Test
  void everythingComesBack() {
    save(EVERYTHING);
    assertEquals(EVERYTHING, load());
    assertEquals(EVERYTHING, load(), "reading changes nothing");
  }

  @Test
  void beforeTheFirstTimeThereIsNothing() {
    assertEquals(SavedState.NONE, load());
    assertTrue(Files.exists(path()));
  }

  @Test
  void theLastMemoryCounts() {
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
  void nothingOfAnotherBootOrVersion() throws IOException {
    save(EVERYTHING);
    assertEquals(SavedState.NONE, new StateFile(path(), "another").load());
    Files.writeString(path(), "rulewarden journal 2 boot " + BOOT + "\n+ leaving 00\n");
    assertEquals(SavedState.NONE, load());
  }

  /** Killed in the middle of a write: what was complete before counts. */
  @Test
  void aTornEndDoesNotCount() throws IOException {
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
  void aLineThatMakesNoSenseIsLeftOut() throws IOException {
    save(EVERYTHING);
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
    assertEquals(SavedState.NONE, load());
    save(EVERYTHING);
    assertEquals(EVERYTHING, load());
  }

  @Test
  void theFileDoesNotGrowForEver() throws IOException {
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
  void whereItCannotBeWrittenNothingElseFails() throws IOException {
    Path blocker = Files.createFile(directory.resolve("file"));
    StateFile file = new StateFile(blocker.resolve("netns-1.journal"), BOOT);
    assertEquals(SavedState.NONE, file.load());
    file.save(EVERYTHING);
    Files.delete(blocker);
    file.save(
        new SavedState(
            List.of(), EVERYTHING.moves(), List.of(), List.of(), List.of(), List.of(), List.of()));
    file.close();
    assertEquals(
        EVERYTHING.moves(),
        new StateFile(blocker.resolve("netns-1.journal"), BOOT).load().moves(),
        "once it can be written, all of it is");
  }

  @Test
  void whatCouldNotBeWrittenIsWrittenAtTheEnd() throws IOException {
    Path blocker = Files.createFile(directory.resolve("file"));
    StateFile file = new StateFile(blocker.resolve("netns-1.journal"), BOOT);
    file.load();
    file.save(EVERYTHING);
    Files.delete(blocker);
    file.close();
    assertEquals(EVERYTHING, new StateFile(blocker.resolve("netns-1.journal"), BOOT).load());
  }

  /** A rename onto a directory fails, as it does on a disk without room for the entry. */
  @Test
  void halfAFileIsNotLeftBehind() throws IOException {
    Files.createDirectories(path().resolve("x"));
    save(EVERYTHING);
    try (var files = Files.list(directory)) {
      assertEquals(List.of(path()), files.toList());
    }
  }

  @Test
  void readsAsText() throws IOException {
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
    assertEquals("rulewarden journal 1 boot 7c1e5a52", lines.getFirst());
    assertTrue(lines.get(1).startsWith("+ moved 5209 0200"), lines.get(1));
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
    return directory.resolve("netns-1.journal");
  }
}
