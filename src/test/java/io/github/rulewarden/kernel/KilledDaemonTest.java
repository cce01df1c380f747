package io.github.rulewarden.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.daemon.FakeStateStore;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.Listing;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.kernel.SuccessiveDaemons.Kill;
import io.github.rulewarden.kernel.SuccessiveDaemons.Moment;
import io.github.rulewarden.policy.Examples;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Kills the daemon before and after each message of each kind of plan, also between the messages of
 * one datagram, which cannot happen with a real kernel. Then another daemon starts with the
 * remaining rules. Equal remaining rules are tested only once.
 */
class KilledDaemonTest {
  /** The families that have the example's rules; the others have none. */
  private static final List<Set<Family>> HOSTS =
      List.of(Set.of(Family.IPV4), Set.of(Family.IPV6), Set.of(Family.IPV4, Family.IPV6));

  @ParameterizedTest
  @EnumSource
  void theNextDaemonFinishesAnInterruptedPlan(Examples example) {
    for (Set<Family> families : HOSTS) {
      Map<Family, String> expected = undisturbed(example, families);
      int messages = messages(example, families);
      Set<String> seen = new HashSet<>();
      for (int message = 0; message < messages; message++) {
        for (Moment moment : Moment.values()) {
          Kill kill = new Kill(message, moment);
          SuccessiveDaemons daemons = daemons(example, families);
          daemons.runUntil(kill);
          if (seen.add(daemons.remainingState())) {
            daemons.runUntilIdle();
            expectEnd(daemons, expected, families + " " + kill);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void theDaemonAfterTwoKillsFinishesThePlan(Examples example) {
    Set<Family> families = Set.of(Family.IPV4);
    Map<Family, String> expected = undisturbed(example, families);
    int messages = messages(example, families);
    Set<String> seenOnce = new HashSet<>();
    Set<String> seenTwice = new HashSet<>();
    for (int first = 0; first < messages; first++) {
      boolean isNew = true;
      for (int second = 0; isNew && second < 2 * messages; second++) {
        SuccessiveDaemons daemons = daemons(example, families);
        daemons.runUntil(new Kill(first, Moment.AFTER));
        isNew = second > 0 || seenOnce.add(daemons.remainingState());
        daemons.runUntil(new Kill(second, Moment.AFTER));
        if (seenTwice.add(daemons.remainingState())) {
          daemons.runUntilIdle();
          expectEnd(daemons, expected, "after " + first + ", then after " + second);
        }
      }
    }
    assertTrue(seenTwice.size() > 2, seenTwice.toString());
  }

  private static void expectEnd(
      SuccessiveDaemons daemons, Map<Family, String> expected, String what) {
    assertEquals(List.of(), daemons.violations(), what);
    for (Family family : Family.values()) {
      String end = summary(daemons.kernel(), family);
      assertEquals(expected.get(family), end, what);
      assertTrue(daemons.plans(family) <= 2, what + ": " + daemons.plans(family) + " plans");
    }
    daemons.runUntilIdle();
    assertEquals(
        0, daemons.plans(Family.IPV4) + daemons.plans(Family.IPV6), what + ": not settled");
  }

  private static Map<Family, String> undisturbed(Examples example, Set<Family> families) {
    SuccessiveDaemons daemons = daemons(example, families);
    daemons.runUntilIdle();
    assertEquals(List.of(), daemons.violations());
    Map<Family, String> summaries = new TreeMap<>();
    for (Family family : Family.values()) {
      summaries.put(family, summary(daemons.kernel(), family));
    }
    return summaries;
  }

  private static int messages(Examples example, Set<Family> families) {
    SuccessiveDaemons daemons = daemons(example, families);
    daemons.runUntilIdle();
    return daemons.messages();
  }

  private static SuccessiveDaemons daemons(Examples example, Set<Family> families) {
    FakeKernel kernel = new FakeKernel();
    kernel.addLink("tailscale0", Link.Kind.TUN);
    int table = 51820;
    for (String name : List.of("wg0", "wg1", "wg2")) {
      kernel.addLink(name, Link.Kind.WIREGUARD);
      for (Family family : families) {
        kernel.addDefaultRoute(family, table, name);
      }
      table++;
    }
    for (Family family : families) {
      kernel.set(family, example.listing());
    }
    return new SuccessiveDaemons(kernel, new FakeStateStore(), example.policy());
  }

  /**
   * Returns the rules of other programs with their priorities, and the VPN's without: rules that
   * were moved twice may have other priorities than those that were moved once.
   */
  private static String summary(FakeKernel kernel, Family family) {
    List<Rule> rules = kernel.rules(family);
    Predicate<Rule> isVpns = PairWatch::isVpns;
    return Listing.print(rules.stream().filter(isVpns.negate()).toList())
        + Listing.print(rules.stream().filter(isVpns).map(rule -> rule.at(0)).toList());
  }
}
