package io.github.rulewarden.leak;

import io.github.rulewarden.fib.Criterion;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.Mark;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.fib.TunnelSettings;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.classify.Ladder;
import io.github.rulewarden.policy.classify.Pair;
import io.github.rulewarden.policy.classify.Tunnels;
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
  private final TableUse use;
  private final List<Leak> leaks = new ArrayList<>();

  private Leaks(Ladder ladder, Snapshot snapshot, Policy policy) {
    this.ladder = ladder;
    this.snapshot = snapshot;
    this.policy = policy;
    this.use = new TableUse(ladder, snapshot);
  }

  /**
   * The leaks of the ladder's family.
   *
   * @param settings the settings of the tunnels that could be read
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
        leaks.checkKnown(intact);
      }
    }
    for (TunnelSettings tunnel : settings) {
      if (tunnel.captures().contains(ladder.family())) {
        leaks.checkSettings(tunnel);
      }
    }
    return List.copyOf(leaks.leaks);
  }

  /**
   * The tunnels that are up and lack a capture in at least one family. Only their own settings show
   * whether a capture should exist.
   */
  public static List<Link> uncaptured(List<Ladder> ladders, Snapshot snapshot, Policy policy) {
    Tunnels tunnels = Tunnels.of(snapshot, policy);
    List<Link> uncaptured = new ArrayList<>();
    for (Link tunnel : tunnels.all()) {
      if (tunnel.condition() == Link.Condition.UP && !isCaptured(tunnel, ladders, tunnels)) {
        uncaptured.add(tunnel);
      }
    }
    return uncaptured;
  }

  /**
   * The families in which a capture may soon be added or restored. A suppress rule without a
   * capture may be its companion.
   *
   * @param unprobed tunnels that are up and whose settings are not known yet
   * @param settings the settings of the other tunnels that could be read
   */
  public static Set<Family> awaitingCapture(
      List<Ladder> ladders,
      Snapshot snapshot,
      List<Link> unprobed,
      List<TunnelSettings> settings,
      Policy policy) {
    Tunnels tunnels = Tunnels.of(snapshot, policy);
    Set<Family> awaitingCapture = EnumSet.noneOf(Family.class);
    for (Ladder ladder : ladders) {
      Leaks leaks = new Leaks(ladder, snapshot, policy);
      for (Link tunnel : tunnels.all()) {
        if (!isCaptured(tunnel, List.of(ladder), tunnels)
            && (unprobed.contains(tunnel) || leaks.isToBeCaptured(tunnel, settings))) {
          awaitingCapture.add(ladder.family());
        }
      }
    }
    return awaitingCapture;
  }

  /**
   * wg-quick sets a fwmark on a tunnel whose peers may carry all traffic. Users who route such a
   * tunnel with their own rules set one too, but then some rule mentions the fwmark.
   */
  private boolean isToBeCaptured(Link tunnel, List<TunnelSettings> settings) {
    for (TunnelSettings known : settings) {
      if (known.link() == tunnel.index()
          && known.fwmark() != 0
          && known.captures().contains(ladder.family())
          && !use.isMentioned(known.fwmark())) {
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

  private void checkKnown(IntactPair intact) {
    Optional<Link> tunnel = linkThatIsUp(intact.tunnel());
    if (tunnel.isEmpty()) {
      return;
    }
    long table = intact.capture().table();
    if (!use.isLookedUpForAll(intact.capture().table())) {
      checkMissing(intact, tunnel.get());
      return;
    }
    if (intact.defaultRoute().isPresent() && !use.hasDefault(table)) {
      addFromMemory(Leak.Kind.NO_DEFAULT, tunnel.get(), table, Optional.empty());
    } else if (intact.companion().isPresent() && isStripped(intact.capture())) {
      addFromMemory(Leak.Kind.STRIPPED, tunnel.get(), table, Optional.of(intact));
    }
  }

  /**
   * If another capture leads into the tunnel, the host was reconfigured and nothing leaks. The pair
   * has a remedy only if it was whole, because a capture without a companion may be half of a pair
   * that was never finished, and only if its table still leads to the tunnel.
   */
  private void checkMissing(IntactPair intact, Link tunnel) {
    if (hasOtherCapture(tunnel)) {
      return;
    }
    long table = intact.capture().table();
    boolean isRestorable =
        intact.companion().isPresent() && use.leadsTo(tunnel, table, List.of(Family.values()));
    addFromMemory(
        Leak.Kind.GONE, tunnel, table, isRestorable ? Optional.of(intact) : Optional.empty());
  }

  private boolean hasOtherCapture(Link tunnel) {
    for (Pair pair : ladder.pairs()) {
      if (use.leadsTo(tunnel, pair.capture().rule().table(), List.of(ladder.family()))) {
        return true;
      }
    }
    return false;
  }

  /**
   * Checks a tunnel for which no capture was ever seen. If no rule mentions its mark, only
   * wg-quick's firewall rules prove that all traffic should enter it: a tunnel for part of the
   * traffic can have the same mark and table.
   */
  private void checkSettings(TunnelSettings settings) {
    Optional<Link> tunnel = linkThatIsUp(settings.link());
    long mark = settings.fwmark();
    if (tunnel.isEmpty() || mark == 0 || policy.vpn().ignored().contains(mark)) {
      return;
    }
    if (use.isMentioned(mark)) {
      checkTable(tunnel.get(), mark);
    } else if (settings.confirmed().contains(ladder.family())) {
      checkUncaptured(tunnel.get(), mark);
    }
  }

  private void checkUncaptured(Link tunnel, long mark) {
    Family family = ladder.family();
    if (use.leadsTo(tunnel, mark, List.of(family))) {
      addFromSettings(
          Leak.Kind.GONE, tunnel, mark, Optional.of(WgQuickPair.of(family, tunnel, mark)));
    } else {
      addFromSettings(Leak.Kind.UNCAPTURED, tunnel, mark, Optional.empty());
    }
  }

  /** A capture may exist while its table is empty. */
  private void checkTable(Link tunnel, long mark) {
    for (Pair pair : ladder.pairs()) {
      Rule capture = pair.capture().rule();
      boolean isOfTunnel =
          capture.selector().criteria().contains(new Criterion.FwMark(Mark.exactly((int) mark)));
      if (isOfTunnel && !use.hasDefault(capture.table())) {
        addFromSettings(Leak.Kind.NO_DEFAULT, tunnel, capture.table(), Optional.empty());
      }
    }
  }

  private void addFromMemory(Leak.Kind kind, Link tunnel, long table, Optional<IntactPair> remedy) {
    add(new Leak(kind, ladder.family(), tunnel, table, remedy, Leak.Source.MEMORY));
  }

  private void addFromSettings(Leak.Kind kind, Link tunnel, long table, Optional<IntactPair> pair) {
    add(new Leak(kind, ladder.family(), tunnel, table, pair, Leak.Source.SETTINGS));
  }

  /** A leak that is known from both sources counts once; the one with a remedy is kept. */
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

  private Optional<Link> linkThatIsUp(int index) {
    Optional<Link> link = snapshot.link(index);
    return link.isPresent() && link.get().condition() == Link.Condition.UP
        ? link
        : Optional.empty();
  }

  /** Whether captures like this one exist, and no rule keeps LAN traffic out of any of them. */
  private boolean isStripped(Rule capture) {
    boolean isThere = false;
    for (Ladder.Entry entry : ladder.entries()) {
      if (entry.rule().isSameElsewhere(capture)) {
        isThere = true;
        if (ladder.isLanKeptFrom(entry)) {
          return false;
        }
      }
    }
    return isThere;
  }
}
