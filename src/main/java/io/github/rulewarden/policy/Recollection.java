package io.github.rulewarden.policy;

import io.github.rulewarden.fib.DefaultRoute;
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

/**
 * What is worth remembering: of a plan before it is carried out, so that a process that dies
 * meanwhile leaves a successor that knows, and of a snapshot that was seen.
 */
public final class Recollection {
  private Recollection() {}

  /** The memory with a plan that is about to be carried out. */
  public static Memory of(Memory memory, Plan plan) {
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
    return new Memory(memory.wholes(), moves, leaving, memory.restored(), memory.independent());
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
        memory.wholes(), memory.moves(), leaving, memory.restored(), memory.independent());
  }

  /** The memory with rules that are about to be put back. */
  public static Memory of(Memory memory, Restoration restoration) {
    List<Restored> restored = new ArrayList<>(memory.restored());
    restored.addAll(restoration.restored());
    return new Memory(
        memory.wholes(), memory.moves(), memory.leaving(), restored, memory.independent());
  }

  /**
   * The memory after a look: with the pairs that are whole now, without what is over. The same
   * object if nothing changed.
   *
   * @param ladders of every family that was looked at
   */
  public static Memory of(Memory memory, Snapshot snapshot, List<Ladder> ladders, Policy policy) {
    Tunnels tunnels = Tunnels.of(snapshot, policy);
    List<Whole> wholes = new ArrayList<>();
    for (Whole whole : memory.wholes()) {
      if (isThere(whole.tunnel(), snapshot)) {
        wholes.add(whole);
      }
    }
    for (Ladder ladder : ladders) {
      for (Pair pair : ladder.pairs()) {
        Optional<Link> tunnel = tunnels.behind(pair.capture().rule().table());
        tunnel.ifPresent(link -> note(pair, link, snapshot, wholes));
      }
    }
    List<Moved> moves = new ArrayList<>();
    for (Moved move : memory.moves()) {
      if (isThere(move.rule(), snapshot)) {
        moves.add(move);
      }
    }
    List<Rule> leaving = new ArrayList<>();
    for (Rule rule : memory.leaving()) {
      if (isThere(rule, snapshot)) {
        leaving.add(rule);
      }
    }
    List<Restored> restored = new ArrayList<>();
    for (Restored rule : memory.restored()) {
      if (isThere(rule.rule(), snapshot)) {
        restored.add(rule);
      }
    }
    List<Rule> independent = new ArrayList<>();
    for (Rule rule : memory.independent()) {
      if (isThere(rule, snapshot)) {
        independent.add(rule);
      }
    }
    for (Ladder ladder : ladders) {
      noteIndependent(ladder, independent);
    }
    Memory after = new Memory(wholes, moves, leaving, restored, independent);
    return after.equals(memory) ? memory : after;
  }

  private static boolean isThere(int link, Snapshot snapshot) {
    for (Link present : snapshot.links()) {
      if (present.index() == link) {
        return true;
      }
    }
    return false;
  }

  private static boolean isThere(Rule rule, Snapshot snapshot) {
    return RuleList.holds(snapshot.rules(rule.family()), rule);
  }

  /** Where something looks like a capture to be, its suppress rule may be about to belong to it. */
  private static void noteIndependent(Ladder ladder, List<Rule> independent) {
    for (Rung rung : ladder.rungs()) {
      if (rung.role() == Role.OTHER && Shapes.looksLikeCapture(rung.rule())) {
        return;
      }
    }
    for (Rung rung : ladder.rungs()) {
      if (rung.role() == Role.OTHER
          && Shapes.isSuppress(rung.rule())
          && !independent.contains(rung.rule())) {
        independent.add(rung.rule());
      }
    }
  }

  /** What was seen once is not forgotten because a part of it is missing now. */
  private static void note(Pair pair, Link tunnel, Snapshot snapshot, List<Whole> wholes) {
    Rule capture = pair.capture().rule();
    Optional<Rule> companion = pair.companion().map(Rung::rule);
    Optional<DefaultRoute> way = wayOf(capture, snapshot);
    for (int i = 0; i < wholes.size(); i++) {
      Whole before = wholes.get(i);
      if (before.isOf(tunnel.index(), capture)) {
        companion = companion.or(before::companion);
        way = way.or(before::way);
        wholes.set(i, new Whole(tunnel.index(), tunnel.name(), capture, companion, way));
        return;
      }
    }
    wholes.add(new Whole(tunnel.index(), tunnel.name(), capture, companion, way));
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
