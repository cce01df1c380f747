package io.github.rulewarden.policy;

import io.github.rulewarden.fib.IpRuleList;
import io.github.rulewarden.policy.plan.Plan;
import java.util.Optional;

/**
 * A state of the search: a world and the progress of Rulewarden's plan.
 *
 * @param execution empty if no plan is being executed
 * @param remaining during an execution, how many commands of actors may still run; otherwise how
 *     many plans may still be interrupted
 */
record SearchState(World world, Optional<Execution> execution, int remaining) {
  static SearchState idle(World world) {
    return new SearchState(world, Optional.empty(), 0);
  }

  static SearchState busy(World world, Plan plan, int remaining) {
    return new SearchState(world, Optional.of(Execution.of(plan)), remaining);
  }

  /** Returns a copy with another world. */
  SearchState with(World newWorld) {
    return new SearchState(newWorld, execution, remaining);
  }

  /** Returns the state after an actor's next command. */
  SearchState step(int actor) {
    return new SearchState(
        world.step(actor), execution, execution.isPresent() ? remaining - 1 : remaining);
  }

  /** Returns the state after the next message of the present plan. */
  SearchState send() {
    IpRuleList kernel = new IpRuleList(world.rules());
    Execution next = execution.orElseThrow().send(kernel);
    World newWorld = world.with(kernel.rules());
    if (next.isDone()) {
      newWorld = newWorld.with(newWorld.memory().done(next.plan()));
    }
    return next.isOver() ? idle(newWorld) : new SearchState(newWorld, Optional.of(next), remaining);
  }

  @Override
  public String toString() {
    return world + execution.map(now -> now.phase() + " " + now.next() + "\n").orElse("");
  }
}
