package io.github.rulewarden.policy;

import io.github.rulewarden.fib.DefaultRoute;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.Selector;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.memory.Memory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The rules of one family in the order they are asked, each with its role.
 *
 * @param pairs the captures in ladder order, each with its companion
 * @param ends the tables that are known to have a default route: no packet comes out of them
 *     undecided
 * @param pieces the tables whose default route consists of several routes ({@link
 *     DefaultRoute.Form#PIECES})
 */
public record Ladder(
    Family family, List<Rung> rungs, List<Pair> pairs, Set<Long> ends, Set<Long> pieces) {
  private static final int NOWHERE = -1;

  public Ladder {
    rungs = List.copyOf(rungs);
    pairs = List.copyOf(pairs);
    ends = Set.copyOf(ends);
    pieces = Set.copyOf(pieces);
  }

  Ladder(Family family, List<Rung> rungs, List<Pair> pairs) {
    this(family, rungs, pairs, Set.of(), Set.of());
  }

  /** Recognises every rule of one family by what is there alone. */
  public static Ladder of(Snapshot snapshot, Family family, Policy policy) {
    return of(snapshot, family, policy, Memory.NONE);
  }

  /** Recognises every rule of one family by what is there and what was. */
  public static Ladder of(Snapshot snapshot, Family family, Policy policy, Memory memory) {
    List<Rule> rules = snapshot.rules(family);
    Shapes shapes = new Shapes(rules, snapshot, policy, memory);
    KernelRules kernelRules = KernelRules.of(rules);
    Pairing pairing = new Pairing(memory);
    for (int place = 0; place < rules.size(); place++) {
      Rule rule = rules.get(place);
      Role role = kernelRules.isAt(place) ? Role.KERNEL : shapes.of(rule);
      pairing.next(new Rung(place, rule, role));
    }
    Ladder ladder = pairing.ladder(family);
    return new Ladder(
        family,
        ladder.rungs(),
        ladder.pairs(),
        tables(snapshot, family, DefaultRoute.Form.WHOLE),
        tables(snapshot, family, DefaultRoute.Form.PIECES));
  }

  private static Set<Long> tables(Snapshot snapshot, Family family, DefaultRoute.Form form) {
    Set<Long> tables = new HashSet<>();
    for (DefaultRoute route : snapshot.defaultRoutes()) {
      if (route.family() == family && route.form() == form) {
        tables.add(route.table());
      }
    }
    return tables;
  }

  /**
   * The place of the Tailscale lookup that every VPN rule has to stand behind: the first that
   * applies to every packet, or the last if none does. -1 if there is no lookup.
   */
  public int decisiveLookup() {
    int last = NOWHERE;
    for (Rung rung : rungs) {
      if (rung.role() == Role.TAILSCALE_LOOKUP) {
        last = rung.place();
        if (isForEveryPacket(rung.rule())) {
          return last;
        }
      }
    }
    return last;
  }

  private static boolean isForEveryPacket(Rule lookup) {
    return lookup.modifiers().isEmpty()
        && (lookup.selector().equals(Selector.ALL) || Shapes.excludedMark(lookup).isPresent());
  }

  /** The place of the last of Tailscale's lookups; -1 if it has none. */
  public int lastLookup() {
    for (int place = rungs.size() - 1; place >= 0; place--) {
      if (rungs.get(place).role() == Role.TAILSCALE_LOOKUP) {
        return place;
      }
    }
    return NOWHERE;
  }

  /** Whether Tailscale looks its table up for every packet, as tailscaled itself has it. */
  public boolean hasPlainLookup() {
    return hasLookup() && isForEveryPacket(rungs.get(decisiveLookup()).rule());
  }

  /** Whether Tailscale looks its table up at all. */
  public boolean hasLookup() {
    return decisiveLookup() != NOWHERE;
  }

  /** The VPN's rules that stand ahead of Tailscale's decisive lookup; none if it has no lookup. */
  public List<Rung> offenders() {
    List<Rung> offenders = new ArrayList<>();
    int lookup = decisiveLookup();
    for (int place = 0; place < lookup; place++) {
      if (rungs.get(place).role().isVpn()) {
        offenders.add(rungs.get(place));
      }
    }
    return offenders;
  }

  /** Whether a rung stands ahead of Tailscale's decisive lookup. */
  boolean offends(Rung rung) {
    return rung.place() < decisiveLookup();
  }

  /** The priority of the last rule of somebody else's ahead of a rung; -1 if there is none. */
  long lastForeignAhead(Rung rung) {
    for (int place = rung.place() - 1; place >= 0; place--) {
      Rung ahead = rungs.get(place);
      if (!ahead.role().isVpn() && !ahead.role().isTailscale()) {
        return ahead.rule().priority();
      }
    }
    return NOWHERE;
  }

  /**
   * Whether a pair's capture gets the LAN's traffic: no suppress rule stands ahead of it, whosever,
   * and its table has a default route or none yet. Routes in pieces may leave the LAN out.
   */
  public boolean takesTheLan(Pair pair) {
    if (pieces.contains(pair.capture().rule().table())) {
      return false;
    }
    for (int place = 0; place < pair.capture().place(); place++) {
      if (Shapes.isSuppress(rungs.get(place).rule())) {
        return false;
      }
    }
    return true;
  }

  /** Whether a suppress rule belongs to a capture. */
  boolean isCompanion(Rung suppress) {
    for (Pair pair : pairs) {
      if (pair.companion().equals(Optional.of(suppress))) {
        return true;
      }
    }
    return false;
  }
}
