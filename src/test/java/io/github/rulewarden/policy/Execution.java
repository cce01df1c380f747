package io.github.rulewarden.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rulewarden.fib.IpRuleList;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.RuleList;
import io.github.rulewarden.policy.plan.Plan;
import io.github.rulewarden.policy.plan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The state of a plan's execution between two messages, as an immutable value that a search can
 * return to. It models {@code kernel.PlanExecutor} without lost messages; {@code
 * kernel.ExecutionTest} checks that both do the same.
 *
 * @param next the number of the phase's next message
 * @param copies the copies that were added
 * @param seen the rules as last read, without those deleted since
 * @param hold what happens to the remaining originals
 */
public record Execution(
    Plan plan, Phase phase, int next, List<Rule> copies, List<Rule> seen, Hold hold) {
  /** The purpose of the next message. */
  public enum Phase {
    ADD,
    READ_AFTER_REFUSAL,
    WITHDRAW,
    READ,
    DELETE,
    READ_AGAIN,
    DELETE_COPY,
    OVER
  }

  /** What happens to the remaining originals. */
  public enum Hold {
    NONE,
    ORIGINALS_STAY,
    ORIGINALS_STAY_AND_COPIES_GO
  }

  /** Returns the state of a plan before its first message. */
  public static Execution of(Plan plan) {
    Phase first = plan.adds().isEmpty() ? Phase.READ : Phase.ADD;
    return new Execution(plan, first, 0, List.of(), List.of(), Hold.NONE);
  }

  /** Whether there is nothing more to send. */
  public boolean isOver() {
    return phase == Phase.OVER;
  }

  /** Whether the execution is over and every original was deleted. */
  boolean isDone() {
    return isOver() && hold == Hold.NONE && copies.size() == plan.adds().size();
  }

  /** Sends the next message. Fails the test if a delete hits a twin. */
  public Execution send(IpRuleList kernel) {
    return switch (phase) {
      case ADD -> add(kernel);
      case READ_AFTER_REFUSAL -> at(Phase.WITHDRAW, 0, kernel.rules()).skipped();
      case WITHDRAW -> {
        delete(copies.get(next), kernel);
        yield at(Phase.WITHDRAW, next + 1, without(copies.get(next))).skipped();
      }
      case READ -> at(Phase.DELETE, 0, kernel.rules()).skipped();
      case DELETE ->
          delete(original(), kernel)
              ? at(Phase.DELETE, next + 1, without(original())).skipped()
              : at(Phase.READ_AGAIN, next, seen);
      case READ_AGAIN ->
          kernel.rules().contains(original())
              ? held(Hold.ORIGINALS_STAY, kernel.rules()).skipped()
              : at(Phase.DELETE_COPY, next, kernel.rules()).skipped();
      case DELETE_COPY -> {
        delete(copy().orElseThrow(), kernel);
        yield at(Phase.DELETE, next + 1, without(copy().orElseThrow())).skipped();
      }
      case OVER -> throw new IllegalStateException("over");
    };
  }

  private Execution add(IpRuleList kernel) {
    Rule copy = plan.adds().get(next).rule();
    List<Rule> made = new ArrayList<>(copies);
    if (kernel.add(copy)) {
      made.add(copy);
    }
    int added = next + 1;
    Phase then =
        added < plan.adds().size()
            ? Phase.ADD
            : made.size() == added ? Phase.READ : Phase.READ_AFTER_REFUSAL;
    return new Execution(plan, then, added, List.copyOf(made), seen, hold);
  }

  /** Skips to the next state that needs a message. */
  private Execution skipped() {
    return switch (phase) {
      case WITHDRAW -> {
        if (next == copies.size()) {
          yield at(Phase.OVER, 0, List.of());
        }
        yield isHit(copies.get(next)) ? this : at(Phase.WITHDRAW, next + 1, seen).skipped();
      }
      case DELETE_COPY ->
          copy().isPresent() && isHit(copy().get())
              ? this
              : at(Phase.DELETE, next + 1, seen).skipped();
      case DELETE -> next == plan.deletes().size() ? at(Phase.OVER, 0, List.of()) : original(this);
      case ADD, READ_AFTER_REFUSAL, READ, READ_AGAIN, OVER -> this;
    };
  }

  private static Execution original(Execution now) {
    Rule original = now.original();
    if (!now.seen.contains(original)) {
      return now.isTriedBefore()
          ? now.at(Phase.DELETE, now.next + 1, now.seen).skipped()
          : now.at(Phase.DELETE_COPY, now.next, now.seen).skipped();
    }
    return switch (now.hold) {
      case ORIGINALS_STAY -> now.at(Phase.DELETE, now.next + 1, now.seen).skipped();
      case ORIGINALS_STAY_AND_COPIES_GO -> now.at(Phase.DELETE_COPY, now.next, now.seen).skipped();
      case NONE -> {
        if (!now.isReplaced()) {
          yield now.held(Hold.ORIGINALS_STAY_AND_COPIES_GO, now.seen).skipped();
        }
        yield now.isHit(original) ? now : now.held(Hold.ORIGINALS_STAY, now.seen).skipped();
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

  private boolean isReplaced() {
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

  private static boolean delete(Rule rule, IpRuleList kernel) {
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
