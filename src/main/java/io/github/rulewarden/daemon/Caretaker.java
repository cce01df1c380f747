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
import io.github.rulewarden.memory.Memory;
import io.github.rulewarden.memory.Restored;
import io.github.rulewarden.memory.Whole;
import io.github.rulewarden.policy.Ladder;
import io.github.rulewarden.policy.Plan;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.Recollection;
import io.github.rulewarden.policy.Restoration;
import io.github.rulewarden.policy.Undoing;
import io.github.rulewarden.policy.Unfinished;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Remembers what was whole and knows what has to be put back, or taken away again. */
final class Caretaker {
  /**
   * How long what a predecessor left is of interest: until it is clear whether their owner, too,
   * was about to do something.
   */
  private static final long HEIRS_NANOS = 5_000_000_000L;

  private Policy policy;
  private final RuleTable table;
  private final Journal journal;
  private final LeakWatch watch = new LeakWatch();
  private final TunnelProbe probe;

  private final Unfinished unfinished;
  private Memory memory;

  /** What the journal was told last. */
  private Memory kept;

  private Optional<Long> firstLook = Optional.empty();
  private Optional<Snapshot> last = Optional.empty();
  private List<TunnelSettings> settings = List.of();
  private Set<Long> tables = Set.of();

  Caretaker(Policy policy, RuleTable table, Journal journal) {
    this.policy = policy;
    this.table = table;
    this.journal = journal;
    this.probe = new TunnelProbe(table);
    this.memory = journal.load();
    this.kept = memory;
    this.unfinished = new Unfinished(memory);
    watchTables();
  }

  Memory memory() {
    return memory;
  }

  /** Goes by another policy from the next look on. */
  void adopt(Policy newPolicy) {
    policy = newPolicy;
  }

  /** Notes a plan, and the ladder that it was made for, before it is carried out. */
  void planned(Ladder ladder, Plan plan) {
    remember(Recollection.of(memory, ladder, plan));
  }

  /**
   * Notes a plan all of which was carried out. The journal hears of it with the next look: to an
   * heir a rule that is not there is no riddle.
   */
  void done(Plan plan) {
    memory = Recollection.ofDone(memory, plan);
  }

  /** Notes an undoing before it is carried out. */
  void planned(Undoing undoing) {
    remember(Recollection.of(memory, undoing));
  }

  /** Notes that all of an undoing was carried out. */
  void done(Undoing undoing) {
    remember(Recollection.ofDone(memory, undoing));
  }

  /** Notes what is about to be put back. */
  void planned(Restoration restoration) {
    remember(Recollection.of(memory, restoration));
  }

  private void remember(Memory newMemory) {
    memory = newMemory;
    if (!newMemory.equals(kept)) {
      kept = newMemory;
      journal.keep(newMemory);
      watchTables();
    }
  }

  /** A capture that is gone names its table no more; so its routes have to be asked for. */
  private void watchTables() {
    Set<Long> wanted = new TreeSet<>();
    for (Whole whole : memory.wholes()) {
      wanted.add(whole.capture().table());
    }
    for (TunnelSettings tunnel : settings) {
      if (tunnel.fwmark() != 0 && !tunnel.captures().isEmpty()) {
        wanted.add(tunnel.fwmark());
      }
    }
    if (!wanted.equals(tables)) {
      tables = wanted;
      table.watchTables(wanted);
    }
  }

  /**
   * Takes a look at a snapshot: remembers what is whole, finds what leaks.
   *
   * @return the leaks that have lasted long enough to be told, each once
   */
  List<Leak> looked(Snapshot snapshot, List<Ladder> allLadders, long now) {
    List<Ladder> ladders = new ArrayList<>(allLadders.size());
    for (Ladder ladder : allLadders) {
      if (mayLeak(ladder.family(), snapshot)) {
        ladders.add(ladder);
      }
    }
    List<Link> unexplained = Leaks.unexplained(ladders, snapshot, policy);
    List<TunnelSettings> answers = probe.settings(unexplained, now);
    if (last.isPresent()) {
      probe.noteRoutes(last.get(), snapshot, now);
    }
    Set<Family> expectant =
        Leaks.expectant(ladders, snapshot, strangers(snapshot), answers, policy);
    remember(Recollection.of(memory, snapshot, ladders, policy, expectant));
    if (!answers.equals(settings)) {
      settings = answers;
      watchTables();
    }
    if (!watch.isEmpty() && last.isPresent() && hasLost(last.get(), snapshot)) {
      watch.disturbed(now);
    }
    last = Optional.of(snapshot);
    List<Leak> found = new ArrayList<>();
    for (Ladder ladder : ladders) {
      found.addAll(Leaks.find(ladder, snapshot, memory, settings, policy));
    }
    return watch.note(found, now);
  }

  /**
   * Whether a family can leak. Without any rule no packet leaves the host: {@code fib_rules_lookup}
   * in {@code net/core/fib_rules.c} finds no route. An empty list can also come from a kernel that
   * lacks the family. So it counts as a leak only if a pair was seen before.
   */
  private boolean mayLeak(Family family, Snapshot snapshot) {
    if (snapshot.isAbsent(family)) {
      return false;
    }
    if (!snapshot.rules(family).isEmpty()) {
      return true;
    }
    for (Whole whole : memory.wholes()) {
      if (whole.capture().family() == family) {
        return true;
      }
    }
    return false;
  }

  /**
   * The tunnels that have not had the time to tell their settings. What the first look finds was
   * there before, unless a tunnel has its default route already: then wg-quick has got so far.
   */
  private List<Link> strangers(Snapshot snapshot) {
    List<Link> strangers = new ArrayList<>();
    for (Link tunnel : probe.unheard()) {
      if (last.isPresent() || snapshot.hasDefaultRouteBy(tunnel)) {
        strangers.add(tunnel);
      }
    }
    return strangers;
  }

  private boolean hasLost(Snapshot before, Snapshot snapshot) {
    for (Family family : Family.values()) {
      List<Rule> rules = snapshot.rules(family);
      for (Rule rule : before.rules(family)) {
        if (isOfWgQuick(rule) && !RuleList.holds(rules, rule)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether it is one that {@code wg-quick down} may delete. */
  private boolean isOfWgQuick(Rule rule) {
    return rule.table() == Tables.MAIN || tables.contains(rule.table());
  }

  /** The leak of a family that is to be told of, if there is one. */
  Optional<Leak> alarm(Family family) {
    return watch.alarm(family);
  }

  /** All leaks that are to be told of. */
  List<Leak> alarms() {
    return watch.alarms();
  }

  /**
   * The pairs of a family that are to be made whole now. A leak that is known from a tunnel's
   * settings waits until they are read again: the host may have been reconfigured since.
   */
  List<Whole> toRestore(Family family, long now) {
    List<Whole> pairs = new ArrayList<>();
    if (policy.restoring() == Policy.Restoring.WHAT_IS_CERTAIN) {
      for (Leak leak : watch.ripe(now)) {
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

  /** Notes an attempt to restore: the next has to wait as long as the first. */
  void attempted(long now) {
    watch.disturbed(now);
  }

  /**
   * What was put back for tunnels that are gone, and what a predecessor left when it died, from the
   * rear to the front.
   */
  List<Rule> toWithdraw(Family family, Snapshot snapshot, long now) {
    List<Rule> rules = new ArrayList<>();
    if (firstLook.isEmpty()) {
      firstLook = Optional.of(now);
    }
    if (!unfinished.isEmpty() && now - firstLook.get() < HEIRS_NANOS) {
      Ladder ladder = Ladder.of(snapshot, family, policy, memory);
      rules.addAll(unfinished.orphans(ladder, snapshot, policy));
    }
    for (Restored restored : memory.restored()) {
      if (restored.rule().family() == family
          && !snapshot.hasLink(restored.tunnel())
          && RuleList.holds(snapshot.rules(family), restored.rule())) {
        rules.add(restored.rule());
      }
    }
    rules.sort((one, other) -> Long.compare(other.priority(), one.priority()));
    return rules;
  }

  /** When to look although nothing happened; empty if never. */
  Optional<Long> next(long now) {
    Optional<Long> leak = watch.next(now);
    Optional<Long> question = probe.next();
    if (leak.isEmpty() || question.isEmpty()) {
      return leak.or(() -> question);
    }
    return leak.get() - now < question.get() - now ? leak : question;
  }
}
