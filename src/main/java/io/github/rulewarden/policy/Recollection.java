package io.github.rulewarden.policy;

import io.github.rulewarden.fib.DefaultRoute;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.RuleList;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.memory.Memory;
import io.github.rulewarden.memory.Moved;
import io.github.rulewarden.memory.Restored;
import io.github.rulewarden.memory.Whole;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What is worth remembering: of a plan before it is carried out, so that a process that dies
 * meanwhile leaves a successor that knows, and of a snapshot that was seen.
 */
public final class Recollection {
  private Recollection() {}

  /** The memory with a plan, made for {@code ladder}, that is about to be carried out. */
  public static Memory of(Memory memory, Ladder ladder, Plan plan) {
    List<Moved> moves = new ArrayList<>(memory.moves());
    List<Rule> leaving = new ArrayList<>(memory.leaving());
    for (Step.Delete delete : plan.deletes()) {
      if (!leaving.contains(delete.rule())) {
        leaving.add(delete.rule());
      }
      if (delete.copy().isPresent()) {
        Rule copy = delete.copy().get();
        long origin = memory.originOf(delete.rule()).orElse(delete.rule().priority());
        moves.removeIf(move -> move.rule().equals(copy));
        moves.add(new Moved(copy, origin));
      }
    }
    return new Memory(
        memory.wholes(),
        moves,
        leaving,
        restored(memory, plan),
        memory.independent(),
        memory.unclaimed(),
        Duplicates.planned(memory, ladder, plan));
  }

  /**
   * What was put back and is moved stays ours to take away; what comes to the place of something
   * that was put back once is its owner's.
   */
  private static List<Restored> restored(Memory memory, Plan plan) {
    List<Restored> restored = new ArrayList<>(memory.restored());
    for (Step.Add add : plan.adds()) {
      restored.removeIf(before -> before.rule().equals(add.rule()));
    }
    for (Step.Delete delete : plan.deletes()) {
      for (Restored before : memory.restored()) {
        if (before.rule().equals(delete.rule()) && delete.copy().isPresent()) {
          restored.add(new Restored(delete.copy().get(), before.tunnel()));
        }
      }
    }
    return restored;
  }

  /**
   * The memory when every delete of a plan was acknowledged: what comes to the place of one of
   * those rules from now on is new.
   */
  public static Memory ofDone(Memory memory, Plan plan) {
    List<Rule> leaving = new ArrayList<>(memory.leaving());
    for (Step.Delete delete : plan.deletes()) {
      leaving.remove(delete.rule());
    }
    return new Memory(
        memory.wholes(),
        memory.moves(),
        leaving,
        memory.restored(),
        memory.independent(),
        memory.unclaimed(),
        Duplicates.done(memory, plan));
  }

  /**
   * The memory with an undoing that is about to be carried out. Should it be interrupted, both what
   * it adds and what it deletes may be one too many; which of them, decides who comes next, and
   * chooses the same places.
   */
  public static Memory of(Memory memory, Undoing undoing) {
    Plan plan = undoing.plan();
    List<Rule> leaving = new ArrayList<>(memory.leaving());
    for (Step step : plan.steps()) {
      if (!leaving.contains(step.rule())) {
        leaving.add(step.rule());
      }
    }
    List<Moved> moves = new ArrayList<>(memory.moves());
    for (Step.Delete delete : plan.deletes()) {
      if (delete.copy().isPresent()) {
        Rule home = delete.copy().get();
        moves.removeIf(move -> move.rule().equals(delete.rule()) || move.rule().equals(home));
        moves.add(new Moved(delete.rule(), home.priority()));
        moves.add(new Moved(home, home.priority()));
      }
    }
    return new Memory(
        memory.wholes(),
        moves,
        leaving,
        restored(memory, plan),
        memory.independent(),
        memory.unclaimed(),
        memory.duplicates());
  }

  /** The memory when all of an undoing was carried out: those moves never happened. */
  public static Memory ofDone(Memory memory, Undoing undoing) {
    List<Rule> leaving = new ArrayList<>(memory.leaving());
    List<Moved> moves = new ArrayList<>(memory.moves());
    for (Step.Delete delete : undoing.plan().deletes()) {
      forget(delete.rule(), leaving, moves);
      delete.copy().ifPresent(copy -> forget(copy, leaving, moves));
    }
    return new Memory(
        memory.wholes(),
        moves,
        leaving,
        memory.restored(),
        memory.independent(),
        memory.unclaimed(),
        memory.duplicates());
  }

  private static void forget(Rule rule, List<Rule> leaving, List<Moved> moves) {
    leaving.remove(rule);
    moves.removeIf(move -> move.rule().equals(rule));
  }

  /** The memory with rules that are about to be put back. */
  public static Memory of(Memory memory, Restoration restoration) {
    List<Restored> restored = new ArrayList<>(memory.restored());
    restored.addAll(restoration.restored());
    return new Memory(
        memory.wholes(),
        memory.moves(),
        memory.leaving(),
        restored,
        memory.independent(),
        memory.unclaimed(),
        memory.duplicates());
  }

  /**
   * The memory after a look: with the pairs that are whole now, without what is over.
   *
   * @param ladders of every family that was looked at
   * @param expectant the families in which a capture may be about to come to a suppress rule
   */
  public static Memory of(
      Memory memory,
      Snapshot snapshot,
      List<Ladder> ladders,
      Policy policy,
      Set<Family> expectant) {
    List<Whole> before = kept(memory.wholes(), whole -> snapshot.hasLink(whole.tunnel()));
    List<Whole> wholes = before;
    // What was deleted together with a capture may be put back before that is.
    List<Rule> independent =
        kept(
            memory.independent(),
            rule -> isThere(rule, snapshot) || expectant.contains(rule.family()));
    List<Rule> unclaimed = kept(memory.unclaimed(), rule -> isThere(rule, snapshot));
    Tunnels tunnels = Tunnels.of(snapshot, policy);
    for (Ladder ladder : ladders) {
      for (Pair pair : ladder.pairs()) {
        Optional<Link> tunnel = tunnels.behind(pair.capture().rule().table());
        if (tunnel.isPresent()) {
          wholes = with(pair, tunnel.get(), snapshot, wholes, before);
        }
      }
      List<Rule> others = suppressRulesOfOthers(ladder);
      unclaimed = with(others, unclaimed);
      // Where a capture is to be, one of them may be about to belong to it.
      if (!expectant.contains(ladder.family()) && !hasCaptureToBe(ladder, policy)) {
        independent = with(others, independent);
      }
    }
    return new Memory(
        wholes,
        kept(memory.moves(), move -> isThere(move.rule(), snapshot)),
        kept(memory.leaving(), rule -> isThere(rule, snapshot)),
        kept(memory.restored(), restored -> isThere(restored.rule(), snapshot)),
        independent,
        unclaimed,
        kept(memory.duplicates(), rule -> Duplicates.hasEqual(rule, snapshot)));
  }

  /** Mostly everything is, and then it is the same list, which is equal at a glance. */
  private static <T> List<T> kept(List<T> things, Predicate<T> isKept) {
    for (T thing : things) {
      if (!isKept.test(thing)) {
        return things.stream().filter(isKept).toList();
      }
    }
    return things;
  }

  private static boolean isThere(Rule rule, Snapshot snapshot) {
    return RuleList.holds(snapshot.rules(rule.family()), rule);
  }

  private static List<Rule> suppressRulesOfOthers(Ladder ladder) {
    List<Rule> rules = new ArrayList<>();
    for (Rung rung : ladder.rungs()) {
      if (rung.role() == Role.OTHER && Shapes.isSuppress(rung.rule())) {
        rules.add(rung.rule());
      }
    }
    return rules;
  }

  private static boolean hasCaptureToBe(Ladder ladder, Policy policy) {
    for (Rung rung : ladder.rungs()) {
      if (rung.role() == Role.OTHER && Shapes.mayBecomeCapture(rung.rule(), policy)) {
        return true;
      }
    }
    return false;
  }

  /** Mostly nothing is new, and then it is the same list. */
  private static List<Rule> with(List<Rule> more, List<Rule> rules) {
    List<Rule> together = new ArrayList<>(more);
    together.removeAll(rules);
    if (together.isEmpty()) {
      return rules;
    }
    together.addAll(0, rules);
    return together;
  }

  /** What was seen once is not forgotten because a part of it is missing now. */
  private static List<Whole> with(
      Pair pair, Link tunnel, Snapshot snapshot, List<Whole> wholes, List<Whole> before) {
    Rule capture = pair.capture().rule();
    Optional<Rule> companion =
        pair.companion().map(Rung::rule).filter(rule -> !isAnothers(rule, capture, before));
    Optional<DefaultRoute> way = wayOf(capture, snapshot);
    int place = 0;
    while (place < wholes.size() && !wholes.get(place).isOf(tunnel.index(), capture)) {
      place++;
    }
    if (place < wholes.size()) {
      companion = companion.or(wholes.get(place)::companion);
      way = way.or(wholes.get(place)::way);
    }
    Whole now = new Whole(tunnel.index(), tunnel.name(), capture, companion, way);
    if (place < wholes.size() && wholes.get(place).equals(now)) {
      return wholes;
    }
    List<Whole> changed = new ArrayList<>(wholes);
    if (place < wholes.size()) {
      changed.set(place, now);
    } else {
      changed.add(now);
    }
    return changed;
  }

  /**
   * Whether a companion was another capture's when that was seen: it stands there alone while its
   * tunnel is being taken down, and will go in a moment.
   */
  private static boolean isAnothers(Rule companion, Rule capture, List<Whole> before) {
    for (Whole whole : before) {
      if (whole.companion().equals(Optional.of(companion))
          && !whole.capture().isSameElsewhere(capture)) {
        return true;
      }
    }
    return false;
  }

  private static Optional<DefaultRoute> wayOf(Rule capture, Snapshot snapshot) {
    for (DefaultRoute route : snapshot.defaultRoutes()) {
      if (route.family() == capture.family() && route.table() == capture.table()) {
        return Optional.of(route);
      }
    }
    return Optional.empty();
  }
}
