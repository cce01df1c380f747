package io.github.rulewarden.policy;

import io.github.rulewarden.fib.DefaultRoute;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.Rule;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Goes from moment to moment as everybody in a cast and Rulewarden can take turns, and checks each.
 */
final class Exploration {
  /** What may happen to a plan. */
  enum Fate {
    /** It is carried out before anybody else does anything. */
    UNDISTURBED,
    /** One in a history ends after any of its steps; who comes next finds what it left. */
    KILLED,
    /** Others go on between any two of its messages. */
    DISTURBED
  }

  /** How many plans it may take until nothing is left to do. */
  private static final int PLANS = 2;

  /** How many commands of others may come between the first and the last message of a plan. */
  private static final int PATIENCE = Integer.getInteger("rulewarden.patience", 1);

  private static final int KILLS = 1;

  private final Cast cast;
  private final Fate fate;
  private final Map<Moment, Moment> cameFrom = new HashMap<>();
  private final Map<Look, Repair> repairs = new HashMap<>();
  private int edges;

  /** What a plan depends on. */
  private record Look(List<Rule> rules, List<Link> links, List<DefaultRoute> routes, Mind mind) {}

  Exploration(Cast cast, Fate fate) {
    this.cast = cast;
    this.fate = fate;
  }

  /**
   * Visits every moment that can come about, each once and the nearest first, so that what is found
   * wrong is told by the shortest way to it.
   */
  void everywhere() {
    Moment start = start();
    cameFrom.put(start, start);
    Deque<Moment> open = new ArrayDeque<>();
    open.add(start);
    while (!open.isEmpty()) {
      Moment moment = open.remove();
      for (Moment next : checked(moment)) {
        edges++;
        if (cameFrom.putIfAbsent(next, moment) == null) {
          open.add(next);
        }
      }
    }
  }

  /** Goes one way, by chance, to its end. */
  void somewhere(Random random) {
    Moment moment = start();
    cameFrom.clear();
    List<Moment> ways = checked(moment);
    while (!ways.isEmpty()) {
      Moment next = ways.get(random.nextInt(ways.size()));
      edges++;
      cameFrom.putIfAbsent(next, moment);
      moment = next;
      ways = checked(moment);
    }
  }

  /** What was seen. */
  String figures() {
    return cameFrom.size() + " moments, " + edges + " steps, " + repairs.size() + " ladders";
  }

  /** How many different moments were visited. */
  int moments() {
    return cameFrom.size();
  }

  private Moment start() {
    return new Moment(cast.start(), Optional.empty(), fate == Fate.KILLED ? KILLS : 0);
  }

  private List<Moment> checked(Moment moment) {
    try {
      return moment.execution().isPresent() ? busy(moment) : idle(moment);
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(cast + ", " + fate + "\n" + wayTo(moment) + e.getMessage(), e);
    }
  }

  private List<Moment> busy(Moment moment) {
    List<Moment> ways = moment.patience() > 0 ? commands(moment) : new ArrayList<>();
    Moment sent = moment.send();
    WorldInvariants.expectNothingLost(moment.world(), sent.world());
    ways.add(sent);
    return ways;
  }

  private List<Moment> idle(Moment moment) {
    World world = moment.world();
    Repair repair = repairs.computeIfAbsent(look(world), key -> repair(world));
    WorldInvariants.expectRight(world, repair);
    List<Moment> ways = commands(moment);
    World remembering = world.with(repair.mind());
    if (repair.plan().isEmpty()) {
      if (!remembering.equals(world)) {
        ways.add(moment.with(remembering));
      }
      return ways;
    }
    if (fate == Fate.DISTURBED) {
      ways.add(Moment.busy(remembering, repair.plan(), PATIENCE));
    } else {
      World done = world.with(repair.mind().done(repair.plan()));
      ways.add(moment.with(done.with(repair.states().getLast().rules())));
    }
    if (fate == Fate.KILLED && moment.patience() > 0) {
      for (Scenario state : repair.states()) {
        World inherited = remembering.with(repair.mind().inherited());
        ways.add(Moment.idle(inherited.with(state.rules())));
      }
    }
    return ways;
  }

  private List<Moment> commands(Moment moment) {
    List<Moment> ways = new ArrayList<>();
    for (int actor = 0; actor < cast.parts().size(); actor++) {
      if (moment.world().canStep(actor)) {
        ways.add(moment.step(actor));
      }
    }
    return ways;
  }

  private Repair repair(World world) {
    Repair repair = Repair.of(world.scenario(), world.mind(), PLANS);
    WorldInvariants.expectForeignUntouched(cast, world.rules(), repair.states());
    expectUndoable(world.mind().recall(world.scenario()));
    return repair;
  }

  /** At any moment an operator may want everything back where it was. */
  private void expectUndoable(Scenario seen) {
    if (seen.saved().moves().isEmpty()) {
      return;
    }
    if (fate == Fate.UNDISTURBED && cast.hasFewPairs()) {
      Undone.of(seen);
      return;
    }
    switch (fate) {
      case UNDISTURBED, KILLED -> {
        // Of several half-built pairs nobody can tell whose a suppress rule is.
        UndoPlanner undo = new UndoPlanner(seen.ladder(), seen.saved(), seen.policy());
        Invariants.expectSafe(seen, undo.plan());
      }
      case DISTURBED -> {
        // What can be seen is the same as undisturbed.
      }
    }
  }

  private static Look look(World world) {
    Scenario scenario = world.scenario();
    return new Look(world.rules(), scenario.links(), scenario.defaultRoutes(), world.mind());
  }

  private String wayTo(Moment end) {
    List<String> way = new ArrayList<>();
    Optional<Moment> now = Optional.of(end);
    while (now.isPresent()) {
      Moment moment = now.get();
      way.addFirst(moment.toString());
      Moment before = cameFrom.getOrDefault(moment, moment);
      now = before.equals(moment) ? Optional.empty() : Optional.of(before);
    }
    return String.join("\n", way);
  }
}
