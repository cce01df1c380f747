package io.github.rulewarden.scenario;

import static io.github.rulewarden.testing.RuleState.Change.ADDED;
import static io.github.rulewarden.testing.RuleState.Change.DELETED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.testing.Program;
import io.github.rulewarden.testing.RuleState;
import io.github.rulewarden.testing.RuleState.Change;
import io.github.rulewarden.testing.Tailscale;
import io.github.rulewarden.testing.Tailscaled;
import io.github.rulewarden.testing.TailscaledBinary;
import io.github.rulewarden.testing.TestHost;
import io.github.rulewarden.testing.Watcher;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rulewarden's assumptions about tailscaled hold for the real tailscaled. */
@ExtendWith(TailscaledBinary.class)
@Timeout(600)
class RealTailscaledFactsIT {
  private static final long[] PRIORITIES = {5210, 5230, 5250, 5270};

  /**
   * The delay of tailscaled before it restores its rules, so that it restores once after many
   * deletes.
   */
  private static final Duration PAUSE = Duration.ofMillis(250);

  /**
   * The number of times that tailscaled restores its rules without a limit; then once per interval.
   */
  private static final int BURST = 10;

  private static final Duration INTERVAL = Duration.ofSeconds(5);

  /** Sufficient time for an unexpected restoration to happen. */
  private static final Duration SLACK = Duration.ofSeconds(1);

  @RegisterExtension final TestHost host = TestHost.create();

  @RegisterExtension final TestHost stage = TestHost.create();

  private final Watcher watcher = Watcher.on(host);

  @Test
  void withoutALoginItAddsTheRulesThatTheTestsPlay() {
    Tailscale.startOn(stage);

    Tailscaled.startOn(host);

    assertEquals(Watcher.on(stage).latest().byFamily(), watcher.settle().byFamily());
    assertTrue(hasLink());
    Program routes = host.run("ip", "route", "show", "table", "52");
    assertEquals("", routes.output(), "nobody has logged in");
  }

  @Test
  void aCleanEndTakesItsRulesAlong() throws Exception {
    Tailscaled tailscaled = Tailscaled.startOn(host);

    tailscaled.stop();

    for (Family family : Family.values()) {
      assertFalse(watcher.settle().rules(family).stream().anyMatch(rule -> rule.isTailscale()));
    }
    assertFalse(hasLink());
  }

  @Test
  void afterACrashItsRulesStayUntilTheNextStartReplacesThem() throws Exception {
    Tailscaled crashed = Tailscaled.startOn(host);
    RuleState whole = watcher.settle();

    crashed.kill();

    assertEquals(whole, watcher.settle());
    assertFalse(hasLink());
    int begin = watcher.states().size();

    Tailscaled.startOn(host);

    assertEquals(whole.byFamily(), watcher.settle().byFamily());
    assertEquals(8, count(begin, DELETED));
    assertEquals(8, count(begin, ADDED));
  }

  @ParameterizedTest
  @ValueSource(longs = {5210, 5230, 5250, 5270})
  void itRestoresWhatIsDeletedInIpv4(long priority) {
    Tailscaled.startOn(host);
    RuleState whole = watcher.settle();

    Duration gap = delete(priority);

    assertEquals(whole.byFamily(), watcher.settle().byFamily());
    assertAtLeast(PAUSE, gap);
  }

  @Test
  void itRestoresTenTimesAtOnceAndThenOnceInFiveSeconds() {
    Tailscaled.startOn(host);
    Duration passed = Duration.ZERO;
    for (int i = 0; i < BURST; i++) {
      passed = passed.plus(delete(5270));
    }

    // Without the burst, each restoration but the first would have waited for an interval of its
    // own.
    assertAtLeast(passed, INTERVAL.multipliedBy(BURST - 1));
    assertAtLeast(INTERVAL, passed.plus(delete(5270)));
  }

  @ParameterizedTest
  @ValueSource(longs = {5200, 5299})
  void itIsDeafToIpv6UntilAnyDeleteInItsHundredWakesItInIpv4(long foreign) throws Exception {
    Tailscaled tailscaled = Tailscaled.startOn(host);
    RuleState whole = watcher.settle();

    for (long priority : PRIORITIES) {
      host.ip("-6 rule del pref " + priority);
    }
    addAndDelete(5199);
    addAndDelete(5300);
    Thread.sleep(PAUSE.plus(SLACK)); // The passing of time is under test here.
    assertEquals(0, tailscaled.restorings());
    int begin = watcher.states().size();

    addAndDelete(foreign);

    tailscaled.awaitRestoring();
    watcher.await(begin, "all in IPv6", state -> state.isBy(Family.IPV6, ADDED, 5270));
    assertEquals(whole.byFamily(), watcher.settle().byFamily());
    assertEquals(1, tailscaled.restorings());
  }

  @Test
  void itIsDeafToAdds() throws Exception {
    Tailscaled tailscaled = Tailscaled.startOn(host);

    host.ip("rule add pref 5208 table 51820");
    Thread.sleep(PAUSE.plus(SLACK)); // The passing of time is under test here.

    assertEquals(0, tailscaled.restorings());
  }

  /**
   * Deletes one of tailscaled's rules in IPv4, and waits until tailscaled has restored it. Returns
   * an upper limit of the time without the rule: a busy machine makes it longer, never shorter.
   */
  private Duration delete(long priority) {
    int first = watcher.states().size();
    long begin = System.nanoTime();
    host.ip("rule del pref " + priority);
    watcher.await(first, "deleted", state -> state.isBy(Family.IPV4, DELETED, priority));
    watcher.await(first, "restored", state -> state.isBy(Family.IPV4, ADDED, priority));
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private void addAndDelete(long priority) {
    host.batch(
        Family.IPV4,
        "rule add pref " + priority + " table 7",
        "rule del pref " + priority + " table 7");
  }

  private static void assertAtLeast(Duration least, Duration actual) {
    assertTrue(actual.compareTo(least) >= 0, () -> actual + " is less than " + least);
  }

  private long count(int begin, Change change) {
    List<RuleState> states = watcher.states();
    return states.subList(begin, states.size()).stream()
        .filter(state -> state.cause().orElseThrow().change() == change)
        .count();
  }

  private boolean hasLink() {
    return host.run("ip", "link", "show", Tailscale.LINK).exitCode() == 0;
  }
}
