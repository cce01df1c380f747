package io.github.rulewarden.kernel.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rulewarden.daemon.FakeClock;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Listing;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.Frame;
import io.github.rulewarden.netlink.route.MessageTypes;
import io.github.rulewarden.wire.RuleCodec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Finds the author of a rule from the events. */
@Timeout(600)
class ChangeLogTest {
  private static final Rule CAPTURE =
      Listing.parse(Family.IPV4, "5209: not from all fwmark 0xca6c lookup 51820").getFirst();
  private static final Rule SUPPRESS =
      Listing.parse(Family.IPV4, "5208: from all lookup main suppress_prefixlength 0").getFirst();
  private static final Rule TAILSCALE =
      Listing.parse(Family.IPV4, "5270: from all lookup 52").getFirst();

  @TempDir private Path directory;
  private final EventLine events = new EventLine();
  private final FakeClock clock = new FakeClock();
  private FakeProcesses processes;
  private ChangeLog changes;

  @BeforeEach
  void open() {
    processes = new FakeProcesses(directory).with(812, "ip", 1, "").with(700, "tailscaled", 1, "");
    ProcessObserver observer = new ProcessObserver(events, processes.files(), clock);
    changes = new ChangeLog(observer, processes.files(), clock);
    observer.start();
  }

  @AfterEach
  void close() {
    changes.close();
  }

  @Test
  void returnsTheAuthorOfTheRuleNotTheLastAuthor() {
    added(CAPTURE, 812);
    added(TAILSCALE, 700);
    expect("ip (pid 812)", 700, CAPTURE);
    expect("tailscaled (pid 700)", 812, TAILSCALE);
  }

  @Test
  void returnsTheAuthorOfTheFirstKnownRule() {
    added(TAILSCALE, 700);
    added(CAPTURE, 812);
    expect("ip (pid 812)", 700, SUPPRESS, CAPTURE, TAILSCALE);
  }

  @Test
  void returnsTheAuthorOfTheLastAdd() {
    added(CAPTURE, 812);
    deleted(CAPTURE, 812);
    added(CAPTURE, 700);
    expect("tailscaled (pid 700)", 700, CAPTURE);
  }

  /** The rule existed before, and the authors of later changes are irrelevant. */
  @Test
  void returnsNothingForARuleWithoutARecordedAdd() {
    added(TAILSCALE, 700);
    deleted(CAPTURE, 812);
    expect("", 812, CAPTURE);
    expect("", 812, CAPTURE.at(5207));
  }

  @Test
  void withoutARuleReturnsTheLastAuthor() {
    deleted(CAPTURE, 812);
    expect("ip (pid 812)", 812);
    assertEquals("", changes.whoAdded(List.of(), Optional.empty()));
  }

  @Test
  void describesAnObservedProcessLongAfterItsEnd() {
    added(CAPTURE, 812);
    events.changeBy(812);
    events.awaitAllReceived();
    processes.end(812);
    clock.pass(Duration.ofDays(1));
    expect("ip (pid 812)", 700, CAPTURE);
  }

  /** The pid may belong to another process by then. */
  @Test
  void doesNotReadAnUnobservedProcessADayLater() {
    added(CAPTURE, 812);
    clock.pass(Duration.ofDays(1));
    expect("a process that is gone (pid 812)", 700, CAPTURE);
  }

  @Test
  void forgetsAddsAfterPossibleLosses() {
    added(CAPTURE, 812);
    changes.missed();
    expect("", 812, CAPTURE);
    added(CAPTURE, 812);
    expect("ip (pid 812)", 812, CAPTURE);
  }

  @Test
  void keepsOnlyTheLatestChanges() {
    added(CAPTURE, 812);
    for (int i = 0; i < ProcessObserver.CAPACITY - 1; i++) {
      added(TAILSCALE, 700);
    }
    expect("ip (pid 812)", 700, CAPTURE);
    added(TAILSCALE, 700);
    expect("", 700, CAPTURE);
  }

  @Test
  void readsALiveProcessThatWasNotObserved() {
    assertEquals("ip (pid 812)", changes.describe(812));
    assertEquals("a process that is gone (pid 813)", changes.describe(813));
  }

  /** These are port ids of a process's second socket and of libnl, and invalid ones. */
  @ParameterizedTest
  @ValueSource(ints = {-4097, Integer.MIN_VALUE, -1, 0, (1 << 22) + 812})
  void returnsNothingForAPortIdThatIsNoPid(int port) {
    added(CAPTURE, port);
    expect("", port, CAPTURE);
    assertEquals("", changes.describe(port));
  }

  /** The next dump contains the change. */
  @Test
  void skipsMalformedEvents() {
    added(CAPTURE, 812);
    changes.changed(new Frame(MessageTypes.NEW_RULE, 0, 0, 700, Bytes.copyOf((byte) 2)));
    expect("ip (pid 812)", 700, CAPTURE);
  }

  private void added(Rule rule, int port) {
    changes.changed(event(MessageTypes.NEW_RULE, rule, port));
  }

  private void deleted(Rule rule, int port) {
    changes.changed(event(MessageTypes.DELETE_RULE, rule, port));
  }

  private static Frame event(int type, Rule rule, int port) {
    return new Frame(type, 0, 0, port, RuleCodec.encode(rule).encode());
  }

  private void expect(String words, int last, Rule... rules) {
    assertEquals(words, changes.whoAdded(List.of(rules), Optional.of(last)));
  }
}
