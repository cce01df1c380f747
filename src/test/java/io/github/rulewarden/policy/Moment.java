package io.github.rulewarden.policy;

import io.github.rulewarden.fib.FakeKernelList;
import java.util.Optional;

/**
 * A world, and how far Rulewarden has come with a plan.
 *
 * @param execution empty while it does nothing
 * @param patience how many commands of others may still come in between; while it does nothing: how
 *     many plans may still be interrupted
 */
record Moment(World world, Optional<Execution> execution, int patience) {
  static Moment idle(World world) {
    return new Moment(world, Optional.empty(), 0);
  }

  static Moment busy(World world, Plan plan, int patience) {
    return new Moment(world, Optional.of(Execution.of(plan)), patience);
  }

  /** The same in another world. */
  Moment with(World newWorld) {
    return new Moment(newWorld, execution, patience);
  }

  /** After an actor's next command. */
  Moment step(int actor) {
    return new Moment(
        world.step(actor), execution, execution.isPresent() ? patience - 1 : patience);
  }

  /** After the next message of the plan that is under way. */
  Moment send() {
    FakeKernelList kernel = new FakeKernelList(world.rules());
    Execution next = execution.orElseThrow().send(kernel);
    World newWorld = world.with(kernel.rules());
    if (next.isDone()) {
      newWorld = newWorld.with(newWorld.mind().done(next.plan()));
    }
    return next.isOver() ? idle(newWorld) : new Moment(newWorld, Optional.of(next), patience);
  }

  @Override
  public String toString() {
    return world + execution.map(now -> now.phase() + " " + now.next() + "\n").orElse("");
  }
}
