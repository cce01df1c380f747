package io.github.rulewarden.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(10)
class WitnessTest {
  @TempDir private Path directory;
  private FakeProcesses processes;
  private Witness witness;

  @BeforeEach
  void open() {
    processes = new FakeProcesses(directory);
    witness = new Witness(processes.files());
  }

  @AfterEach
  void close() {
    witness.close();
  }

  @Test
  void whoWasSeenIsKnownAfterItsEnd() throws InterruptedException {
    processes.with(812, "ip", 1, "");
    witness.start();
    int number = witness.report(812);
    assertEquals("ip (pid 812)", words(number));
    processes.end(812);
    assertEquals("ip (pid 812)", words(number));
  }

  @Test
  void whoWasGoneBeforeIsToldSo() throws InterruptedException {
    witness.start();
    assertEquals("a process that is gone (pid 812)", words(witness.report(812)));
  }

  @Test
  void whoWasSeenAMomentAgoAndIsGoneNowIsTheSame() throws InterruptedException {
    processes.with(812, "ip", 1, "");
    witness.start();
    words(witness.report(812));
    processes.end(812);
    assertEquals("ip (pid 812)", words(witness.report(812)));
    assertEquals("a process that is gone (pid 813)", words(witness.report(813)));
  }

  @Test
  void aPidThatWasGivenAnewIsLookedAtAnew() throws InterruptedException {
    processes.with(812, "ip", 1, "");
    witness.start();
    int before = witness.report(812);
    words(before);
    processes.with(812, "nft", 1, "");
    assertEquals("nft (pid 812)", words(witness.report(812)));
    assertEquals("ip (pid 812)", words(before));
  }

  /** Before the start, so that the witness cannot but come late. */
  @Test
  void ofMoreThanItCanRememberTheLatestCount() throws InterruptedException {
    processes.with(812, "ip", 1, "");
    int first = witness.report(812);
    int last = first;
    for (int i = 0; i < Witness.REMEMBERED; i++) {
      last = witness.report(812);
    }
    witness.start();
    assertEquals("ip (pid 812)", words(last));
    assertEquals(Optional.empty(), witness.words(first));
    assertEquals("ip (pid 812)", words(first + 1));
  }

  /** Woken from its sleep as well as met awake. */
  @Test
  void noReportIsMissed() throws InterruptedException {
    processes.with(812, "ip", 1, "");
    witness.start();
    for (int i = 0; i < 2_000; i++) {
      assertTrue(words(witness.report(812)).startsWith("ip"));
    }
  }

  private String words(int number) throws InterruptedException {
    Optional<String> words = witness.words(number);
    while (words.isEmpty()) {
      Thread.onSpinWait(); // The test's time limit ends it.
      words = witness.words(number);
    }
    return words.get();
  }
}
