package io.github.rulewarden.leak;

import io.github.rulewarden.fib.Criterion;
import io.github.rulewarden.fib.DefaultRoute;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.Mark;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.Selector;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.fib.TunnelSettings;
import io.github.rulewarden.policy.Ladder;
import io.github.rulewarden.policy.Pair;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.Tunnels;
import io.github.rulewarden.state.IntactPair;
import io.github.rulewarden.state.SavedState;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the leaks of one family in a snapshot. */
public final class Leaks {
  private final Ladder ladder;
  private final Snapshot snapshot;
  private final Policy policy;
  private final List<Leak> leaks = new ArrayList<>();

  private Leaks(Ladder ladder, Snapshot snapshot, Policy policy) {
    this.ladder = ladder;
    this.snapshot = snapshot;
    this.policy = policy;
  }

  /**
   * The leaks of the ladder's family.
   *
   * @param settings of those tunnels whose configuration could be read
   */
  public static List<Leak> find(
      Ladder ladder,
      Snapshot snapshot,
      SavedState saved,
      List<TunnelSettings> settings,
      Policy policy) {
    Leaks leaks = new Leaks(ladder, snapshot, policy);
    for (IntactPair intact : saved.intactPairs()) {
      if (intact.capture().family() == ladder.family()) {
        leaks.compare(intact);
      }
    }
    for (TunnelSettings tunnel : settings) {
      if (tunnel.captures().contains(ladder.family())) {
        leaks.judge(tunnel);
      }
    }
    return List.copyOf(leaks.leaks);
  }

  /**
   * The tunnels that are up and into which no capture of some family leads: only their own settings
   * tell whether one should.
   */
  public static List<Link> unexplained(List<Ladder> ladders, Snapshot snapshot, Policy policy) {
    Tunnels tunnels = Tunnels.of(snapshot, policy);
    List<Link> unexplained = new ArrayList<>();
    for (Link tunnel : tunnels.all()) {
      if (tunnel.condition() == Link.Condition.UP && !isCaptured(tunnel, ladders, tunnels)) {
        unexplained.add(tunnel);
      }
    }
    return unexplained;
  }

  /**
   * The families in which a capture may be about to come, or to be put back: a suppress rule that
   * stands there alone may be its companion.
   *
   * @param strangers tunnels that are up and have not had the time to tell their settings
   * @param settings of the others, as far as they could be read
   */
  public static Set<Family> expectant(
      List<Ladder> ladders,
      Snapshot snapshot,
      List<Link> strangers,
      List<TunnelSettings> settings,
      Policy policy) {
    Tunnels tunnels = Tunnels.of(snapshot, policy);
    Set<Family> expectant = EnumSet.noneOf(Family.class);
    for (Ladder ladder : ladders) {
      Leaks leaks = new Leaks(ladder, snapshot, policy);
      for (Link tunnel : tunnels.all()) {
        if (!isCaptured(tunnel, List.of(ladder), tunnels)
            && (strangers.contains(tunnel) || leaks.isToBeCaptured(tunnel, settings))) {
          expectant.add(ladder.family());
        }
      }
    }
    return expectant;
  }

  /**
   * wg-quick gives a fwmark to those whose peers may carry everything; so do people who route it
   * their own way, with rules that mention it.
   */
  private boolean isToBeCaptured(Link tunnel, List<TunnelSettings> settings) {
    for (TunnelSettings known : settings) {
      if (known.link() == tunnel.index()
          && known.fwmark() != 0
          && known.captures().contains(ladder.family())
          && !isMentioned(known.fwmark())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isCaptured(Link tunnel, List<Ladder> ladders, Tunnels tunnels) {
    for (Ladder ladder : ladders) {
      boolean isCaptured = false;
      for (Pair pair : ladder.pairs()) {
        isCaptured |= tunnels.behind(pair.capture().rule().table()).equals(Optional.of(tunnel));
      }
      if (!isCaptured) {
        return false;
      }
    }
    return true;
  }

  private void compare(IntactPair intact) {
    Optional<Link> tunnel = upLink(intact.tunnel());
    if (tunnel.isEmpty()) {
      return;
    }
    long table = intact.capture().table();
    if (!isLookedUp(intact.capture())) {
      gone(intact, tunnel.get());
      return;
    }
    if (intact.companion().isPresent() && isStripped(intact.capture(), intact.companion().get())) {
      remembered(Leak.Kind.STRIPPED, tunnel.get(), table, Optional.of(intact));
    }
    if (intact.way().isPresent() && !hasDefault(table)) {
      remembered(Leak.Kind.NO_DEFAULT, tunnel.get(), table, Optional.empty());
    }
  }

  /**
   * Without a companion it may be half of a pair that was never finished. Where the table leads
   * elsewhere by now, somebody has rearranged things: a rule to it would be of no use, and if
   * another leads into the tunnel instead, nothing leaks.
   */
  private void gone(IntactPair intact, Link tunnel) {
    long table = intact.capture().table();
    if (leavesBy(tunnel, table, List.of(Family.values()))) {
      remembered(Leak.Kind.GONE, tunnel, table, intact.companion().map(companion -> intact));
    } else if (!isCaptured(tunnel, List.of(ladder), Tunnels.of(snapshot, policy))) {
      remembered(Leak.Kind.GONE, tunnel, table, Optional.empty());
    }
  }

  /**
   * Judges a tunnel that was never seen captured. If no rule mentions its mark, only wg-quick's own
   * firewall rules prove that all traffic is meant to go into it: a tunnel for part of the traffic
   * can have the same numbers.
   */
  private void judge(TunnelSettings settings) {
    Optional<Link> tunnel = upLink(settings.link());
    long mark = settings.fwmark();
    if (tunnel.isEmpty() || mark == 0 || policy.vpn().ignored().contains(mark)) {
      return;
    }
    if (isMentioned(mark)) {
      judgeTable(tunnel.get(), mark);
    } else if (settings.confirmed().contains(ladder.family())) {
      judgeUncaptured(tunnel.get(), mark);
    }
  }

  private void judgeUncaptured(Link tunnel, long mark) {
    Family family = ladder.family();
    if (leavesBy(tunnel, mark, List.of(family))) {
      told(Leak.Kind.GONE, tunnel, mark, Optional.of(WgQuickPair.of(family, tunnel, mark)));
    } else {
      told(Leak.Kind.UNCAPTURED, tunnel, mark, Optional.empty());
    }
  }

  /** A capture may be there while its table is empty. */
  private void judgeTable(Link tunnel, long mark) {
    for (Pair pair : ladder.pairs()) {
      Rule capture = pair.capture().rule();
      boolean isIts =
          capture.selector().criteria().contains(new Criterion.FwMark(Mark.exactly((int) mark)));
      if (isIts && !hasDefault(capture.table())) {
        told(Leak.Kind.NO_DEFAULT, tunnel, capture.table(), Optional.empty());
      }
    }
  }

  private void remembered(Leak.Kind kind, Link tunnel, long table, Optional<IntactPair> remedy) {
    add(new Leak(kind, ladder.family(), tunnel, table, remedy, Leak.Source.MEMORY));
  }

  private void told(Leak.Kind kind, Link tunnel, long table, Optional<IntactPair> remedy) {
    add(new Leak(kind, ladder.family(), tunnel, table, remedy, Leak.Source.SETTINGS));
  }

  /** What is known from two sides counts once, as the side has it that knows what to do. */
  private void add(Leak leak) {
    for (int i = 0; i < leaks.size(); i++) {
      Leak known = leaks.get(i);
      if (known.isSameAs(leak)) {
        if (known.remedy().isEmpty()) {
          leaks.set(i, leak);
        }
        return;
      }
    }
    leaks.add(leak);
  }

  private Optional<Link> upLink(int index) {
    for (Link link : snapshot.links()) {
      if (link.index() == index && link.condition() == Link.Condition.UP) {
        return Optional.of(link);
      }
    }
    return Optional.empty();
  }

  /** Whether some rule sends traffic in general where a capture did, not only a part of it. */
  private boolean isLookedUp(Rule capture) {
    for (Ladder.Entry entry : ladder.entries()) {
      Selector selector = entry.rule().selector();
      if (entry.rule().table() == capture.table()
          && (selector.isInverted() || selector.equals(Selector.ALL))) {
        return true;
      }
    }
    return false;
  }

  /** Whether every rule like the capture stands without one like the companion ahead of it. */
  private boolean isStripped(Rule capture, Rule companion) {
    boolean isAhead = false;
    boolean isThere = false;
    for (Ladder.Entry entry : ladder.entries()) {
      isAhead |= entry.rule().isSameElsewhere(companion);
      if (entry.rule().isSameElsewhere(capture)) {
        isThere = true;
        if (isAhead) {
          return false;
        }
      }
    }
    return isThere;
  }

  private boolean hasDefault(long table) {
    for (DefaultRoute route : snapshot.defaultRoutes()) {
      if (route.family() == ladder.family() && route.table() == table) {
        return true;
      }
    }
    return false;
  }

  private boolean leavesBy(Link tunnel, long table, List<Family> families) {
    for (DefaultRoute route : snapshot.defaultRoutes()) {
      if (families.contains(route.family())
          && route.table() == table
          && route.outgoingInterface() == tunnel.index()) {
        return true;
      }
    }
    return false;
  }

  /** Whether some rule has to do with a mark, or with the table of that number. */
  private boolean isMentioned(long mark) {
    for (Ladder.Entry entry : ladder.entries()) {
      if (entry.rule().table() == mark) {
        return true;
      }
      for (Criterion criterion : entry.rule().selector().criteria()) {
        if (criterion instanceof Criterion.FwMark(Mark other)
            && Integer.toUnsignedLong(other.value()) == mark) {
          return true;
        }
      }
    }
    return false;
  }
}
