package io.github.rulewarden.policy;

import io.github.rulewarden.fib.DefaultRoute;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.policy.planner.UndoPlanner;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Explores every interleaving of a setup's actors and Rulewarden, and checks each state. */
final class Exploration {
  /** What may happen to a plan during its execution. */
  enum Disturbance {
    /** The plan is executed without interruption. */
    UNDISTURBED,
    /**
     * One plan in each run is interrupted after any of its steps; the next process continues from
     * there.
     */
    KILLED,
    /** Actors run between any two of its messages. */
    DISTURBED
  }

  /** The largest number of plans that a repair may need. */
  private static final int PLANS = 2;

  /** The largest number of commands of actors between the first and the last message of a plan. */
  private static final int MOST_INTERLEAVED = Integer.getInteger("rulewarden.patience", 1);

  private static final int KILLS = 1;

  private final Setup setup;
  private final Disturbance disturbance;
  private final Map<SearchState, SearchState> cameFrom = new HashMap<>();
  private final Map<RepairInput, Repair> repairs = new HashMap<>();
  private int edges;

  /** The input of a plan. */
  private record RepairInput(
      List<Rule> rules, List<Link> links, List<DefaultRoute> routes, Memory memory) {}

  Exploration(Setup setup, Disturbance disturbance) {
    this.setup = setup;
    this.disturbance = disturbance;
  }

  /**
   * Visits every reachable state once, breadth first, so that a failure shows the shortest path to
   * its state.
   */
  void exploreAll() {
    SearchState start = start();
    cameFrom.put(start, start);
    Deque<SearchState> open = new ArrayDeque<>();
    open.add(start);
    while (!open.isEmpty()) {
      SearchState state = open.remove();
      for (SearchState next : checked(state)) {
        edges++;
        if (cameFrom.putIfAbsent(next, state) == null) {
          open.add(next);
        }
      }
    }
  }

  /** Follows one random path to its end. */
  void exploreRandomPath(Random random) {
    SearchState state = start();
    cameFrom.clear();
    List<SearchState> successors = checked(state);
    while (!successors.isEmpty()) {
      SearchState next = successors.get(random.nextInt(successors.size()));
      edges++;
      cameFrom.putIfAbsent(next, state);
      state = next;
      successors = checked(state);
    }
  }

  /** Returns the size of the search, for the test report. */
  String figures() {
    return cameFrom.size() + " moments, " + edges + " steps, " + repairs.size() + " ladders";
  }

  /** Returns the number of different states that were visited. */
  int states() {
    return cameFrom.size();
  }

  private SearchState start() {
    return new SearchState(
        setup.start(), Optional.empty(), disturbance == Disturbance.KILLED ? KILLS : 0);
  }

  private List<SearchState> checked(SearchState state) {
    try {
      return state.execution().isPresent() ? busy(state) : idle(state);
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(
          setup + ", " + disturbance + "\n" + pathTo(state) + e.getMessage(), e);
    }
  }

  private List<SearchState> busy(SearchState state) {
    List<SearchState> successors = state.remaining() > 0 ? commands(state) : new ArrayList<>();
    SearchState sent = state.send();
    WorldInvariants.expectNothingLost(state.world(), sent.world());
    successors.add(sent);
    return successors;
  }

  private List<SearchState> idle(SearchState state) {
    World world = state.world();
    Repair repair = repairs.computeIfAbsent(repairInput(world), key -> repair(world));
    WorldInvariants.expectRight(world, repair);
    List<SearchState> successors = commands(state);
    World remembering = world.with(repair.memory());
    if (repair.plan().isEmpty()) {
      if (!remembering.equals(world)) {
        successors.add(state.with(remembering));
      }
      return successors;
    }
    if (disturbance == Disturbance.DISTURBED) {
      successors.add(SearchState.busy(remembering, repair.plan(), MOST_INTERLEAVED));
    } else {
      World done = world.with(repair.memory().done(repair.plan()));
      successors.add(state.with(done.with(repair.states().getLast().rules())));
    }
    if (disturbance == Disturbance.KILLED && state.remaining() > 0) {
      for (Scenario rules : repair.states()) {
        World inherited = remembering.with(repair.memory().afterKill());
        successors.add(SearchState.idle(inherited.with(rules.rules())));
      }
    }
    return successors;
  }

  private List<SearchState> commands(SearchState state) {
    List<SearchState> successors = new ArrayList<>();
    for (int actor = 0; actor < setup.parts().size(); actor++) {
      if (state.world().canStep(actor)) {
        successors.add(state.step(actor));
      }
    }
    return successors;
  }

  private Repair repair(World world) {
    Repair repair = Repair.of(world.scenario(), world.memory(), PLANS);
    WorldInvariants.expectForeignUntouched(setup, world.rules(), repair.states());
    expectUndoable(world.memory().recall(world.scenario()));
    return repair;
  }

  /** Checks that an undo is possible in this state. */
  private void expectUndoable(Scenario seen) {
    if (seen.saved().moves().isEmpty()) {
      return;
    }
    if (disturbance == Disturbance.UNDISTURBED && setup.hasFewPairs()) {
      CheckedUndo.of(seen);
      return;
    }
    switch (disturbance) {
      case UNDISTURBED, KILLED -> {
        // With several half-built pairs, the owner of a suppress rule is not known.
        UndoPlanner undo = new UndoPlanner(seen.ladder(), seen.saved(), seen.policy());
        Invariants.expectSafe(seen, undo.plan());
      }
      case DISTURBED -> {
        // The search without disturbance visits the same states.
      }
    }
  }

  private static RepairInput repairInput(World world) {
    Scenario scenario = world.scenario();
    return new RepairInput(
        world.rules(), scenario.links(), scenario.defaultRoutes(), world.memory());
  }

  private String pathTo(SearchState end) {
    List<String> path = new ArrayList<>();
    Optional<SearchState> now = Optional.of(end);
    while (now.isPresent()) {
      SearchState state = now.get();
      path.addFirst(state.toString());
      SearchState before = cameFrom.getOrDefault(state, state);
      now = before.equals(state) ? Optional.empty() : Optional.of(before);
    }
    return String.join("\n", path);
  }
}
