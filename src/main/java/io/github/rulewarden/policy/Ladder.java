package io.github.rulewarden.policy;

import io.github.rulewarden.fib.DefaultRoute;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.Selector;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.state.SavedState;
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
    Family family, List<Entry> entries, List<Pair> pairs, Set<Long> ends, Set<Long> pieces) {

  /**
   * One rule at its place in the ladder.
   *
   * @param place from 0, the rule that is asked first; tells equal rules apart
   */
  public record Entry(int place, Rule rule, Role role) {}

  private static final int NOWHERE = -1;

  public Ladder {
    entries = List.copyOf(entries);
    pairs = List.copyOf(pairs);
    ends = Set.copyOf(ends);
    pieces = Set.copyOf(pieces);
  }

  Ladder(Family family, List<Entry> entries, List<Pair> pairs) {
    this(family, entries, pairs, Set.of(), Set.of());
  }

  /** Recognises every rule of one family by what is there alone. */
  public static Ladder of(Snapshot snapshot, Family family, Policy policy) {
    return of(snapshot, family, policy, SavedState.NONE);
  }

  /** Recognises every rule of one family by what is there and what was. */
  public static Ladder of(Snapshot snapshot, Family family, Policy policy, SavedState saved) {
    List<Rule> rules = snapshot.rules(family);
    RuleClassifier shapes = new RuleClassifier(rules, snapshot, policy, saved);
    KernelRules kernelRules = KernelRules.of(rules);
    PairMatcher pairing = new PairMatcher(saved);
    for (int place = 0; place < rules.size(); place++) {
      Rule rule = rules.get(place);
      Role role = kernelRules.isAt(place) ? Role.KERNEL : shapes.of(rule);
      pairing.next(new Entry(place, rule, role));
    }
    Ladder ladder = pairing.ladder(family);
    return new Ladder(
        family,
        ladder.entries(),
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
    for (Entry entry : entries) {
      if (entry.role() == Role.TAILSCALE_LOOKUP) {
        last = entry.place();
        if (isForEveryPacket(entry.rule())) {
          return last;
        }
      }
    }
    return last;
  }

  private static boolean isForEveryPacket(Rule lookup) {
    return lookup.modifiers().isEmpty()
        && (lookup.selector().equals(Selector.ALL)
            || RuleClassifier.excludedMark(lookup).isPresent());
  }

  /** The place of the last of Tailscale's lookups; -1 if it has none. */
  public int lastLookup() {
    for (int place = entries.size() - 1; place >= 0; place--) {
      if (entries.get(place).role() == Role.TAILSCALE_LOOKUP) {
        return place;
      }
    }
    return NOWHERE;
  }

  /** Whether Tailscale looks its table up for every packet, as tailscaled itself has it. */
  public boolean hasPlainLookup() {
    return hasLookup() && isForEveryPacket(entries.get(decisiveLookup()).rule());
  }

  /** Whether Tailscale looks its table up at all. */
  public boolean hasLookup() {
    return decisiveLookup() != NOWHERE;
  }

  /** The VPN's rules that stand ahead of Tailscale's decisive lookup; none if it has no lookup. */
  public List<Entry> offenders() {
    List<Entry> offenders = new ArrayList<>();
    int lookup = decisiveLookup();
    for (int place = 0; place < lookup; place++) {
      if (entries.get(place).role().isVpn()) {
        offenders.add(entries.get(place));
      }
    }
    return offenders;
  }

  /** Whether a entry stands ahead of Tailscale's decisive lookup. */
  boolean offends(Entry entry) {
    return entry.place() < decisiveLookup();
  }

  /** The priority of the last rule of somebody else's ahead of a entry; -1 if there is none. */
  long lastForeignAhead(Entry entry) {
    for (int place = entry.place() - 1; place >= 0; place--) {
      Entry ahead = entries.get(place);
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
      if (RuleClassifier.isSuppress(entries.get(place).rule())) {
        return false;
      }
    }
    return true;
  }

  /** Whether a rule is there, with this priority. */
  boolean holds(Rule rule) {
    for (Entry entry : entries) {
      if (entry.rule().equals(rule)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a suppress rule belongs to a capture. */
  boolean isCompanion(Entry suppress) {
    for (Pair pair : pairs) {
      if (pair.companion().equals(Optional.of(suppress))) {
        return true;
      }
    }
    return false;
  }
}
