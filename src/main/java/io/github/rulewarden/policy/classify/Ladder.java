package io.github.rulewarden.policy.classify;

import io.github.rulewarden.fib.Address;
import io.github.rulewarden.fib.DefaultRoute;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.Selector;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.state.SavedState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The rules of one family in evaluation order, each with its role.
 *
 * @param pairs the captures in ladder order, each with its companion
 * @param decidingTables the tables that are known to have a default route: they decide for every
 *     packet
 * @param splitTables the tables whose default route consists of several routes ({@link
 *     DefaultRoute.Form#PIECES})
 */
public record Ladder(
    Family family,
    List<Entry> entries,
    List<Pair> pairs,
    Set<Long> decidingTables,
    Set<Long> splitTables) {

  /**
   * One rule at its place in the ladder.
   *
   * @param place counted from 0, in evaluation order; distinguishes equal rules
   */
  public record Entry(int place, Rule rule, Role role) {}

  private static final int NOWHERE = -1;

  public Ladder {
    entries = List.copyOf(entries);
    pairs = List.copyOf(pairs);
    decidingTables = Set.copyOf(decidingTables);
    splitTables = Set.copyOf(splitTables);
  }

  Ladder(Family family, List<Entry> entries, List<Pair> pairs) {
    this(family, entries, pairs, Set.of(), Set.of());
  }

  /** Classifies the rules of one family from the snapshot alone. */
  public static Ladder of(Snapshot snapshot, Family family, Policy policy) {
    return of(snapshot, family, policy, SavedState.NONE);
  }

  /** Classifies the rules of one family from the snapshot and the saved state. */
  public static Ladder of(Snapshot snapshot, Family family, Policy policy, SavedState saved) {
    List<Rule> rules = snapshot.rules(family);
    RuleClassifier classifier = new RuleClassifier(rules, snapshot, policy, saved);
    KernelRules kernelRules = KernelRules.of(rules);
    PairMatcher matcher = new PairMatcher(saved);
    for (int place = 0; place < rules.size(); place++) {
      Rule rule = rules.get(place);
      Role role = kernelRules.isAt(place) ? Role.KERNEL : classifier.of(rule);
      matcher.next(new Entry(place, rule, role));
    }
    Ladder ladder = matcher.ladder(family);
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
   * The place of the Tailscale lookup that every VPN rule must stand behind: the first that matches
   * every packet, or the last if none does. -1 if there is no lookup.
   */
  public int decisiveLookup() {
    int last = NOWHERE;
    for (Entry entry : entries) {
      if (entry.role() == Role.TAILSCALE_LOOKUP) {
        last = entry.place();
        if (matchesEveryPacket(entry.rule())) {
          return last;
        }
      }
    }
    return last;
  }

  /** The priority of the decisive lookup, which has to exist. */
  public long decisivePriority() {
    return entries.get(decisiveLookup()).rule().priority();
  }

  private static boolean matchesEveryPacket(Rule lookup) {
    return lookup.modifiers().isEmpty()
        && (lookup.selector().equals(Selector.ALL)
            || RuleClassifier.excludedMark(lookup).isPresent());
  }

  /** The place of Tailscale's last lookup; -1 if there is none. */
  public int lastLookup() {
    for (int place = entries.size() - 1; place >= 0; place--) {
      if (entries.get(place).role() == Role.TAILSCALE_LOOKUP) {
        return place;
      }
    }
    return NOWHERE;
  }

  /**
   * Whether Tailscale's table is looked up for every packet, as tailscaled itself configures it.
   */
  public boolean hasPlainLookup() {
    return hasLookup() && matchesEveryPacket(entries.get(decisiveLookup()).rule());
  }

  /**
   * The priority of the decisive lookup, if a lookup matches packets of this host to an address;
   * empty if none does.
   */
  public OptionalLong lookupFor(Address destination) {
    PlainPacket packet = PlainPacket.to(destination);
    for (Entry entry : entries) {
      if (entry.role() == Role.TAILSCALE_LOOKUP && packet.matches(entry.rule())) {
        return OptionalLong.of(decisivePriority());
      }
    }
    return OptionalLong.empty();
  }

  /** Whether any rule looks up Tailscale's table. */
  public boolean hasLookup() {
    return decisiveLookup() != NOWHERE;
  }

  /**
   * The VPN's rules that stand ahead of Tailscale's decisive lookup; none if there is no lookup.
   */
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

  /** Whether an entry stands ahead of Tailscale's decisive lookup. */
  public boolean offends(Entry entry) {
    return entry.place() < decisiveLookup();
  }

  /**
   * The priority of the last foreign rule (neither a VPN's nor Tailscale's) ahead of an entry; -1
   * if there is none.
   */
  public long lastForeignAhead(Entry entry) {
    for (int place = entry.place() - 1; place >= 0; place--) {
      Entry ahead = entries.get(place);
      if (!ahead.role().isVpn() && !ahead.role().isTailscale()) {
        return ahead.rule().priority();
      }
    }
    return NOWHERE;
  }

  /**
   * Whether a pair's capture takes LAN traffic: no rule keeps it out, and the capture's table has a
   * single default route or none yet. Several routes that cover the internet may exclude the LAN.
   */
  public boolean takesLan(Pair pair) {
    return !splitTables.contains(pair.capture().rule().table()) && !isLanKeptFrom(pair.capture());
  }

  /**
   * Whether a rule of any owner ahead of a capture sends the packets for which main has a specific
   * route there.
   */
  public boolean isLanKeptFrom(Entry capture) {
    for (int place = 0; place < capture.place(); place++) {
      if (RuleClassifier.keepsSpecificRoutes(entries.get(place).rule())) {
        return true;
      }
    }
    return false;
  }

  /** Whether the ladder contains exactly this rule. */
  public boolean holds(Rule rule) {
    for (Entry entry : entries) {
      if (entry.rule().equals(rule)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a suppress rule belongs to a capture. */
  public boolean isCompanion(Entry suppress) {
    for (Pair pair : pairs) {
      if (pair.companion().equals(Optional.of(suppress))) {
        return true;
      }
    }
    return false;
  }
}
