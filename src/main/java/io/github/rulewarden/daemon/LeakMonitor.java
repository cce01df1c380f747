package io.github.rulewarden.daemon;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.RuleList;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.fib.Tables;
import io.github.rulewarden.fib.TunnelSettings;
import io.github.rulewarden.leak.Leak;
import io.github.rulewarden.leak.Leaks;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.classify.Ladder;
import io.github.rulewarden.state.IntactPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds leaks and decides when they may be repaired. */
final class LeakMonitor {
  private final RuleTable table;
  private final TunnelSettingsSource tunnels;
  private final StateTracker state;
  private final LeakWatch watch = new LeakWatch();
  private final TunnelProbe probe;
  private Optional<Snapshot> last = Optional.empty();
  private List<TunnelSettings> settings = List.of();
  private Set<Long> tables = Set.of();

  LeakMonitor(RuleTable table, TunnelSettingsSource tunnels, StateTracker state) {
    this.table = table;
    this.tunnels = tunnels;
    this.state = state;
    this.probe = new TunnelProbe(tunnels);
    updateTables();
  }

  /**
   * Processes a snapshot in which the order needs no further repair: records intact pairs and finds
   * leaks.
   *
   * @return the leaks that have lasted long enough to be reported, each once
   */
  List<Leak> observe(Snapshot snapshot, List<Ladder> allLadders, Policy policy, long now) {
    List<Ladder> ladders = new ArrayList<>(allLadders.size());
    for (Ladder ladder : allLadders) {
      if (mayLeak(ladder.family(), snapshot)) {
        ladders.add(ladder);
      }
    }
    List<Link> uncaptured = Leaks.uncaptured(ladders, snapshot, policy);
    if (last.isEmpty() || !last.get().links().equals(snapshot.links())) {
      tunnels.keepOnly(snapshot.links());
    }
    List<TunnelSettings> answers = probe.settings(uncaptured, now);
    if (last.isPresent()) {
      probe.noteRoutes(last.get(), snapshot, now);
    }
    state.observed(
        snapshot,
        ladders,
        policy,
        Leaks.awaitingCapture(ladders, snapshot, unanswered(snapshot), answers, policy));
    settings = answers;
    updateTables();
    if (!watch.isEmpty() && last.isPresent() && hasLost(last.get(), snapshot)) {
      watch.restartQuietPeriod(now);
    }
    last = Optional.of(snapshot);
    List<Leak> found = new ArrayList<>();
    for (Ladder ladder : ladders) {
      found.addAll(Leaks.find(ladder, snapshot, state.saved(), settings, policy));
    }
    return watch.note(
        found, LeakExposure.query(table, found, snapshot, policy).exposed(found), now);
  }

  /**
   * Whether a family can leak. If a family has no rules, no packet leaves the host, because {@code
   * fib_rules_lookup} in {@code net/core/fib_rules.c} finds no route. An empty list can also come
   * from a kernel that lacks the family, so it counts as a leak only if a pair was seen before.
   */
  private boolean mayLeak(Family family, Snapshot snapshot) {
    if (snapshot.isAbsent(family)) {
      return false;
    }
    return !snapshot.rules(family).isEmpty() || state.knowsPairOf(family);
  }

  /**
   * The tables whose default routes a snapshot has to contain. The table of a missing capture is in
   * no rule.
   */
  Set<Long> watchedTables() {
    return tables;
  }

  private void updateTables() {
    Set<Long> wanted = new TreeSet<>();
    for (IntactPair pair : state.saved().intactPairs()) {
      wanted.add(pair.capture().table());
    }
    for (TunnelSettings tunnel : settings) {
      if (tunnel.fwmark() != 0 && !tunnel.captures().isEmpty()) {
        wanted.add(tunnel.fwmark());
      }
    }
    tables = wanted;
  }

  /**
   * The tunnels whose settings are not known yet. In the first round, only tunnels that already
   * have a default route count: wg-quick may be bringing them up. The others existed before the
   * daemon started.
   */
  private List<Link> unanswered(Snapshot snapshot) {
    List<Link> unanswered = new ArrayList<>();
    for (Link tunnel : probe.unanswered()) {
      if (last.isPresent() || snapshot.hasDefaultRouteBy(tunnel)) {
        unanswered.add(tunnel);
      }
    }
    return unanswered;
  }

  private boolean hasLost(Snapshot before, Snapshot snapshot) {
    for (Family family : Family.values()) {
      List<Rule> rules = snapshot.rules(family);
      for (Rule rule : before.rules(family)) {
        if (mayBeWgQuicks(rule) && !RuleList.holds(rules, rule)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether {@code wg-quick down} may delete this rule. */
  private boolean mayBeWgQuicks(Rule rule) {
    return rule.table() == Tables.MAIN || tables.contains(rule.table());
  }

  /** The leak of a family to report, if there is one. */
  Optional<Leak> alarm(Family family) {
    return watch.alarm(family);
  }

  /** All leaks to report. */
  List<Leak> alarms() {
    return watch.alarms();
  }

  /**
   * The pairs of a family to restore now. If a leak is known from a tunnel's settings, they are
   * read again first, because the host may have been reconfigured since.
   */
  List<IntactPair> repairable(Family family, Policy policy, long now) {
    List<IntactPair> pairs = new ArrayList<>();
    if (policy.restoring() == Policy.Restoring.WHAT_IS_CERTAIN) {
      for (Leak leak : watch.repairable(now)) {
        if (leak.family() == family && leak.remedy().isPresent() && isCertain(leak, now)) {
          pairs.add(leak.remedy().get());
        }
      }
    }
    return pairs;
  }

  private boolean isCertain(Leak leak, long now) {
    return switch (leak.source()) {
      case MEMORY -> true;
      case SETTINGS -> probe.isFresh(leak.tunnel(), now);
    };
  }

  /** Records an attempt to restore, which restarts the quiet period. */
  void attempted(long now) {
    watch.restartQuietPeriod(now);
  }

  /** Adds the next moment after {@code now} at which a leak or a tunnel probe becomes due. */
  void addDeadlines(Deadlines deadlines, long now) {
    Deadlines due = new Deadlines();
    due.add(watch.next(now));
    due.add(probe.next());
    due.earliest().filter(moment -> moment - now > 0).ifPresent(deadlines::add);
  }
}
