package io.github.rulewarden.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.testing.Daemon;
import io.github.rulewarden.testing.GapCheck;
import io.github.rulewarden.testing.Ladder;
import io.github.rulewarden.testing.Routes;
import io.github.rulewarden.testing.RuleState;
import io.github.rulewarden.testing.RuleState.RuleEvent;
import io.github.rulewarden.testing.SeenRule;
import io.github.rulewarden.testing.Tailscale;
import io.github.rulewarden.testing.TestHost;
import io.github.rulewarden.testing.Tunnel;
import io.github.rulewarden.testing.Watcher;
import io.github.rulewarden.testing.WireGuard;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Hosts on which other programs have rules, too. */
@Timeout(600)
class CompanyIT {
  private static final long TABLE = WireGuard.USUAL_TABLE;

  @RegisterExtension final TestHost host = TestHost.create();

  private final Watcher watcher = Watcher.on(host);

  /** Scenario 17: NetworkManager's pair is already behind Tailscale. */
  @Test
  void networkManagersPairIsLeftAlone() throws Exception {
    Tailscale.startOn(host);
    Tunnel tunnel = Tunnel.on(host, "nm0", TABLE);
    Daemon daemon = Daemon.on(host).start();
    for (Family family : Family.values()) {
      host.batch(
          family,
          "rule add pref 31580 table main suppress_prefixlength 0",
          "rule add pref 31581 not fwmark 51820 table 51820");
    }

    daemon.awaitNoticeThatBegins(
        "STATUS=ok: Tailscale's lookup at 5270 is evaluated before the VPN's at 31581");

    assertEquals(List.of(), eventsOf(daemon));
    assertEquals(
        Routes.rightBehind(Family.IPV4, tunnel.link()), Routes.of(host, Family.IPV4, TABLE));
  }

  /** Scenario 18: tailscaled inserts its rules ahead of mwan3's rules, and so does wg-quick. */
  @Test
  void besideMwan3ThePairGoesBetweenTailscaleAndIt() throws Exception {
    for (Family family : Family.values()) {
      host.batch(
          family,
          "rule add pref 1001 iif eth0 table 1",
          "rule add pref 2001 fwmark 0x100/0x3f00 table 1",
          "rule add pref 2254 fwmark 0xfe00/0x3f00 type unreachable");
    }
    Tailscale.startOn(host, 1300);
    RuleState before = watcher.settle();
    Daemon daemon = Daemon.on(host).start();

    WireGuard tunnel = WireGuard.on(host).up();

    RuleState after = watcher.awaitOrder(TABLE);
    for (Family family : Family.values()) {
      assertEquals(foreign(before, family), foreign(after, family));
      long place = captureAt(after, family);
      assertTrue(1371 <= place && place <= 2000, () -> "at " + place);
      assertEquals(Routes.rightBehind(family, tunnel.name()), Routes.of(host, family, TABLE));
    }
    GapCheck.assertNone(watcher.states(), daemon::did);
    tunnel.down();
    RuleState down = watcher.settle();
    assertEquals(List.of(), down.captures(Family.IPV4));
    assertTrue(down.isOfWholePairs(Family.IPV4) && down.isOfWholePairs(Family.IPV6));
  }

  /** Scenario 19: Cilium. */
  @Test
  void besideCiliumRuleZeroIsNotTheLocalOne() throws Exception {
    for (Family family : Family.values()) {
      host.batch(
          family,
          "rule add pref 100 table local",
          "rule del pref 0 table local",
          "rule add pref 9 fwmark 0x200/0xf00 table 2004",
          "rule add pref 10 fwmark 0xa00/0xf00 table 2005");
    }
    assertRepairedBesideOthers();
  }

  /** Scenario 19: VRFs. */
  @Test
  void besideVrfsTheLocalTableComesLate() throws Exception {
    for (Family family : Family.values()) {
      host.batch(
          family,
          "rule add pref 1000 l3mdev protocol kernel",
          "rule add pref 32765 table local",
          "rule del pref 0 table local");
    }
    assertRepairedBesideOthers();
  }

  private void assertRepairedBesideOthers() throws Exception {
    Tailscale.startOn(host);
    RuleState before = watcher.settle();
    Daemon daemon = Daemon.on(host).start();
    WireGuard first = WireGuard.on(host).up();
    watcher.awaitOrder(TABLE);

    WireGuard second = WireGuard.on(host).up();

    RuleState after = watcher.awaitOrder(TABLE + 1, TABLE);
    for (Family family : Family.values()) {
      assertEquals(foreign(before, family), foreign(after, family));
      assertEquals("tailscale0", Routes.of(host, family, TABLE).get("tailnet"));
    }
    GapCheck.assertNone(watcher.states(), daemon::did);
    second.down();
    first.down();
    RuleState down = watcher.settle();
    for (Family family : Family.values()) {
      assertEquals(foreign(before, family), down.rules(family));
    }
  }

  /** Scenario 20: no rules of wg-quick, but a user's own rules of the same form. */
  @Test
  void handWrittenHooksAreRecognisedByTheirShape() throws Exception {
    Tailscale.startOn(host);
    Daemon daemon = Daemon.on(host).start();
    String hooks =
        """
        Table = off
        FwMark = 0x77
        PostUp = ip -4 route add default dev %i table 777; ip -6 route add default dev %i table 777
        PostUp = ip -4 rule add not fwmark 0x77 table 777; ip -4 rule add table main suppress_prefixlength 0
        PostUp = ip -6 rule add not fwmark 0x77 table 777; ip -6 rule add table main suppress_prefixlength 0
        PreDown = ip -4 rule del not fwmark 0x77 table 777; ip -4 rule del table main suppress_prefixlength 0
        PreDown = ip -6 rule del not fwmark 0x77 table 777; ip -6 rule del table main suppress_prefixlength 0
        """;

    WireGuard tunnel = WireGuard.on(host, hooks.split("\n", -1)).up();

    watcher.awaitOrder(777L);
    for (Family family : Family.values()) {
      assertEquals(Routes.rightBehind(family, tunnel.name()), Routes.of(host, family, 0x77));
    }
    GapCheck.assertNone(watcher.states(), daemon::did);
    tunnel.down();
    watcher.settle();
    EndState.assertLadder(host, Family.IPV4, List.of());
    EndState.assertLadder(host, Family.IPV6, List.of());
  }

  /** Scenario 21: 5182 is a prefix of 51820, which misleads programs that compare text. */
  @Test
  void numbersDecideNotTheirDigits() throws Exception {
    Tailscale.startOn(host);
    Daemon daemon = Daemon.on(host).start();
    WireGuard usual = WireGuard.on(host).up();
    watcher.awaitOrder(TABLE);

    WireGuard shorter = WireGuard.on(host, "FwMark = 5182").up();

    watcher.awaitOrder(5182L, TABLE);
    GapCheck.assertNone(watcher.states(), daemon::did);
    // wg-quick compares text: it would look for rules of 5182 as long as those of 51820 exist, and
    // fail.
    usual.down();
    watcher.await("the shorter one's pair", state -> state.isRight(5182L));
    shorter.down();
    watcher.settle();
    EndState.assertLadder(host, Family.IPV4, List.of());
  }

  /**
   * Scenario 21: wg-quick does not find its rules if their table has a name, but the order is
   * right.
   */
  @Test
  void aTableMayHaveAName() throws Exception {
    Tailscale.startOn(host);
    Daemon daemon = Daemon.on(host).start();
    Path names = Files.writeString(host.directory().resolve("rt_tables"), "51820 vpn\n");
    WireGuard tunnel =
        WireGuard.on(host)
            .by("unshare", "--mount", "sh", "-c", bind(names) + " && exec \"$@\"", "sh")
            .up();

    watcher.awaitOrder(TABLE);
    EndState.assertRight(host, tunnel.name());

    tunnel.down();

    daemon.awaitNoticeThatBegins("STATUS=ok");
    watcher.await("companions are gone", state -> !state.isOfWholePairs(Family.IPV4));
    assertTrue(Ladder.of(host, Family.IPV4).contains(EndState.USUAL_PAIR.getLast()));
    assertEquals(List.of(TABLE), watcher.settle().captures(Family.IPV6), "what wg-quick leaks");
  }

  private static String bind(Path names) {
    String mount = "mount --bind " + names + " ";
    return "f=/etc/iproute2/rt_tables; [ -e $f ] || f=/usr/share/iproute2/rt_tables; "
        + mount
        + "$f";
  }

  /** Scenario 25b: a request to delete the capture would delete its twin, which is not inverted. */
  @ParameterizedTest
  @EnumSource
  void aTwinAheadIsNotDeletedInItsPlace(Family family) throws Exception {
    Tailscale.startOn(host);
    Tunnel.on(host, "twin0", TABLE);
    host.batch(
        family,
        "rule add pref 5208 table main suppress_prefixlength 0",
        "rule add pref 5209 fwmark 51820 uidrange 0-99 table 51820",
        "rule add pref 5209 not fwmark 51820 table 51820");
    List<String> before = Ladder.of(host, family);

    Daemon daemon = Daemon.on(host).start();

    String status = daemon.awaitNoticeThatBegins("STATUS=degraded: ");
    String twin = "twin `5209: from all fwmark 0xca6c uidrange 0-99 lookup 51820`";
    assertTrue(status.contains("deleting it would delete its " + twin), status);
    assertEquals(before, Ladder.of(host, family));
    watcher.settle();
    assertEquals(List.of(), eventsOf(daemon));

    // The owner deletes the twin, so nothing prevents the repair any more.
    host.batch(family, "rule del pref 5209 fwmark 51820 uidrange 0-99 table 51820");
    watcher.await("the right order", state -> state.isRight(family, TABLE));
  }

  /** A user's own suppress rule that existed before is not paired with a later capture. */
  @Test
  void aUsersOwnSuppressRuleStays() throws Exception {
    for (Family family : Family.values()) {
      host.batch(
          family,
          "rule add pref 1000 iif modem table 7",
          "rule add pref 5100 table main suppress_prefixlength 0");
    }
    Tailscale.startOn(host);
    Daemon daemon = Daemon.on(host).start();

    WireGuard.on(host).up();

    watcher.await(
        "a pair behind Tailscale",
        state -> isBehind(state, Family.IPV4) && isBehind(state, Family.IPV6));
    GapCheck.assertNone(watcher.states(), daemon::did);
    for (Family family : Family.values()) {
      List<String> ladder = Ladder.of(host, family);
      assertEquals("5100: from all lookup main suppress_prefixlength 0", ladder.get(2));
      assertTrue(ladder.containsAll(EndState.USUAL_PAIR), ladder::toString);
    }
  }

  private static boolean isBehind(RuleState state, Family family) {
    List<Long> suppress =
        state.rules(family).stream().filter(SeenRule::isSuppress).map(SeenRule::priority).toList();
    return state.captures(family).equals(List.of(TABLE)) && suppress.equals(List.of(5100L, 5398L));
  }

  private static long captureAt(RuleState state, Family family) {
    return state.rules(family).stream()
        .filter(SeenRule::isCapture)
        .mapToLong(SeenRule::priority)
        .findFirst()
        .orElseThrow();
  }

  private List<RuleEvent> eventsOf(Daemon daemon) {
    return watcher.states().stream()
        .flatMap(state -> state.cause().stream())
        .filter(daemon::did)
        .toList();
  }

  private static List<SeenRule> foreign(RuleState state, Family family) {
    return state.rules(family).stream().filter(rule -> !rule.isVpn()).toList();
  }
}
