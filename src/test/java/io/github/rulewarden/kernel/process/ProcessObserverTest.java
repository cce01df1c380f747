package io.github.rulewarden.kernel.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rulewarden.daemon.FakeClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class ProcessObserverTest {
  private static final Duration LONG = Duration.ofSeconds(6);

  @TempDir private Path directory;
  private final EventLine events = new EventLine();
  private final FakeClock clock = new FakeClock();
  private FakeProcesses processes;
  private ProcessObserver observer;

  @BeforeEach
  void open() {
    processes = new FakeProcesses(directory).with(812, "ip", 1, "");
    observer = new ProcessObserver(events, processes.files(), clock);
    observer.start();
  }

  @AfterEach
  void close() {
    observer.close();
  }

  @Test
  void describesAProcessAfterItsEnd() {
    assertEquals("ip (pid 812)", wordsOfChangeBy(812));
    processes.end(812);
    clock.pass(Duration.ofSeconds(4));
    assertEquals("ip (pid 812)", words(812));
  }

  @Test
  void reportsAProcessThatWasGoneBefore() {
    assertEquals("a process that is gone (pid 813)", wordsOfChangeBy(813));
  }

  @Test
  void usesARecentObservationOfAProcessThatIsGone() {
    wordsOfChangeBy(812);
    processes.end(812);
    clock.pass(Duration.ofSeconds(2));
    assertEquals("ip (pid 812)", wordsOfChangeBy(812));
  }

  @Test
  void observesAReusedPidAgain() {
    wordsOfChangeBy(812);
    long first = clock.nanos();
    clock.pass(LONG);
    processes.with(812, "nft", 1, "");
    assertEquals("nft (pid 812)", wordsOfChangeBy(812));
    assertEquals(Optional.of("ip (pid 812)"), observer.describe(812, first));
    clock.pass(LONG);
    processes.end(812);
    assertEquals("a process that is gone (pid 812)", wordsOfChangeBy(812));
  }

  @Test
  void doesNotDescribeAProcessThatWasNotObserved() {
    wordsOfChangeBy(812);
    assertEquals(Optional.empty(), observer.describe(813, clock.nanos()));
    clock.pass(LONG);
    assertEquals(Optional.empty(), observer.describe(812, clock.nanos()));
  }

  /** These port ids are not pids, or the daemon's own pid. */
  @Test
  void ignoresPortIdsThatAreNoPids() {
    int ourselves = Math.toIntExact(ProcessHandle.current().pid());
    for (int port : new int[] {0, -1, -4097, Integer.MIN_VALUE, (1 << 22) + 812, ourselves}) {
      events.changeBy(port);
      events.awaitAllReceived();
      assertEquals(Optional.empty(), observer.describe(port, clock.nanos()));
    }
  }

  @Test
  void continuesAfterAnOverrun() {
    events.overrun();
    assertEquals("ip (pid 812)", wordsOfChangeBy(812));
  }

  @Test
  void keepsTheLatestObservations() {
    for (int pid = 1000; pid <= 1000 + ProcessObserver.CAPACITY; pid++) {
      processes.with(pid, "p", 1, "");
      wordsOfChangeBy(pid);
    }
    assertEquals(Optional.empty(), observer.describe(1000, clock.nanos()));
    assertEquals("p (pid 1001)", words(1001));
  }

  /** Two opponents, one in each family, must not use up the reads of a third. */
  @Test
  void observesAProcessOncePerSecond() {
    processes.with(813, "nft", 1, "").with(814, "wg-quick", 1, "");
    for (int i = 0; i < ProcessObserver.MAXIMUM_PER_SECOND; i++) {
      events.changeBy(812);
      events.changeBy(813);
    }
    assertEquals("wg-quick (pid 814)", wordsOfChangeBy(814));
  }

  @Test
  void limitsObservationsInAStorm() {
    for (int pid = 1000; pid < 1000 + 2 * ProcessObserver.MAXIMUM_PER_SECOND; pid++) {
      events.changeBy(pid);
    }
    events.awaitAllReceived();
    clock.pass(Duration.ofSeconds(1));
    assertEquals("ip (pid 812)", wordsOfChangeBy(812));
    int lastObserved = 1000 + ProcessObserver.MAXIMUM_PER_SECOND - 1;
    assertEquals("a process that is gone (pid " + lastObserved + ")", words(lastObserved));
    assertEquals(Optional.empty(), observer.describe(lastObserved + 1, clock.nanos()));
  }

  private String wordsOfChangeBy(int pid) {
    events.changeBy(pid);
    events.awaitAllReceived();
    return words(pid);
  }

  private String words(int pid) {
    return observer.describe(pid, clock.nanos()).orElseThrow();
  }
}
