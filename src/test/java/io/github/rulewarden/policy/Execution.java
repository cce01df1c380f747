package io.github.rulewarden.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rulewarden.fib.FakeKernelList;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.RuleList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A plan that is being carried out, as {@code kernel.PlanExecutor} does it when no message is lost:
 * a value between any two messages, so that a search can come back to it. That both do the same is
 * {@code kernel.ExecutionTest}'s to show.
 *
 * @param next the number of the phase's next message
 * @param copies that were added
 * @param seen the rules as last read, less what was deleted since
 * @param hold whether originals are still deleted
 */
public record Execution(
    Plan plan, Phase phase, int next, List<Rule> copies, List<Rule> seen, Hold hold) {
  /** What the next message is for. */
  public enum Phase {
    ADD,
    LOOK_AFTER_REFUSAL,
    WITHDRAW,
    LOOK,
    DELETE,
    LOOK_AGAIN,
    TAKE_BACK,
    OVER
  }

  /** What becomes of the originals that are left. */
  public enum Hold {
    NONE,
    ORIGINALS_STAY,
    ORIGINALS_STAY_AND_COPIES_GO
  }

  /** A plan before its first message. */
  public static Execution of(Plan plan) {
    Phase first = plan.adds().isEmpty() ? Phase.LOOK : Phase.ADD;
    return new Execution(plan, first, 0, List.of(), List.of(), Hold.NONE);
  }

  /** Whether there is nothing more to send. */
  public boolean isOver() {
    return phase == Phase.OVER;
  }

  /** Whether it is over and every original was deleted. */
  boolean isDone() {
    return isOver() && hold == Hold.NONE && copies.size() == plan.adds().size();
  }

  /** Sends the next message. A delete that hits another rule than the one that is meant fails. */
  public Execution send(FakeKernelList kernel) {
    return switch (phase) {
      case ADD -> add(kernel);
      case LOOK_AFTER_REFUSAL -> at(Phase.WITHDRAW, 0, kernel.rules()).settled();
      case WITHDRAW -> {
        delete(copies.get(next), kernel);
        yield at(Phase.WITHDRAW, next + 1, without(copies.get(next))).settled();
      }
      case LOOK -> at(Phase.DELETE, 0, kernel.rules()).settled();
      case DELETE ->
          delete(original(), kernel)
              ? at(Phase.DELETE, next + 1, without(original())).settled()
              : at(Phase.LOOK_AGAIN, next, seen);
      case LOOK_AGAIN ->
          kernel.rules().contains(original())
              ? held(Hold.ORIGINALS_STAY, kernel.rules()).settled()
              : at(Phase.TAKE_BACK, next, kernel.rules()).settled();
      case TAKE_BACK -> {
        delete(copy().orElseThrow(), kernel);
        yield at(Phase.DELETE, next + 1, without(copy().orElseThrow())).settled();
      }
      case OVER -> throw new IllegalStateException("over");
    };
  }

  private Execution add(FakeKernelList kernel) {
    Rule copy = plan.adds().get(next).rule();
    List<Rule> made = new ArrayList<>(copies);
    if (kernel.add(copy)) {
      made.add(copy);
    }
    int added = next + 1;
    Phase then =
        added < plan.adds().size()
            ? Phase.ADD
            : made.size() == added ? Phase.LOOK : Phase.LOOK_AFTER_REFUSAL;
    return new Execution(plan, then, added, List.copyOf(made), seen, hold);
  }

  /** Goes on to what needs a message. */
  private Execution settled() {
    return switch (phase) {
      case WITHDRAW -> {
        if (next == copies.size()) {
          yield at(Phase.OVER, 0, List.of());
        }
        yield isHit(copies.get(next)) ? this : at(Phase.WITHDRAW, next + 1, seen).settled();
      }
      case TAKE_BACK ->
          copy().isPresent() && isHit(copy().get())
              ? this
              : at(Phase.DELETE, next + 1, seen).settled();
      case DELETE -> next == plan.deletes().size() ? at(Phase.OVER, 0, List.of()) : original(this);
      case ADD, LOOK_AFTER_REFUSAL, LOOK, LOOK_AGAIN, OVER -> this;
    };
  }

  private static Execution original(Execution now) {
    Rule original = now.original();
    if (!now.seen.contains(original)) {
      return now.isTriedBefore()
          ? now.at(Phase.DELETE, now.next + 1, now.seen).settled()
          : now.at(Phase.TAKE_BACK, now.next, now.seen).settled();
    }
    return switch (now.hold) {
      case ORIGINALS_STAY -> now.at(Phase.DELETE, now.next + 1, now.seen).settled();
      case ORIGINALS_STAY_AND_COPIES_GO -> now.at(Phase.TAKE_BACK, now.next, now.seen).settled();
      case NONE -> {
        if (!now.isStandInThere()) {
          yield now.held(Hold.ORIGINALS_STAY_AND_COPIES_GO, now.seen).settled();
        }
        yield now.isHit(original) ? now : now.held(Hold.ORIGINALS_STAY, now.seen).settled();
      }
    };
  }

  private Execution held(Hold newHold, List<Rule> newSeen) {
    return new Execution(plan, Phase.DELETE, next + 1, copies, newSeen, newHold);
  }

  private boolean isTriedBefore() {
    for (Step.Delete earlier : plan.deletes().subList(0, next)) {
      if (earlier.rule().equals(original())) {
        return true;
      }
    }
    return false;
  }

  private boolean isStandInThere() {
    if (copy().isPresent()) {
      return seen.contains(copy().get());
    }
    for (Rule rule : seen) {
      if (rule.priority() != original().priority() && rule.isSameElsewhere(original())) {
        return true;
      }
    }
    return false;
  }

  private Rule original() {
    return plan.deletes().get(next).rule();
  }

  private Optional<Rule> copy() {
    return plan.deletes().get(next).copy();
  }

  private boolean isHit(Rule rule) {
    int hit = RuleList.firstHit(seen, rule);
    return hit >= 0 && seen.get(hit).equals(rule);
  }

  private List<Rule> without(Rule rule) {
    return RuleList.without(seen, RuleList.firstHit(seen, rule));
  }

  private static boolean delete(Rule rule, FakeKernelList kernel) {
    int hit = RuleList.firstHit(kernel.rules(), rule);
    if (hit >= 0) {
      assertEquals(rule, kernel.rules().get(hit), "a twin was hit");
    }
    return kernel.delete(rule);
  }

  private Execution at(Phase newPhase, int newNext, List<Rule> newSeen) {
    return new Execution(plan, newPhase, newNext, copies, newSeen, hold);
  }
}
