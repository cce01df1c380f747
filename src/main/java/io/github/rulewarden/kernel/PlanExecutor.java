package io.github.rulewarden.kernel;

import io.github.rulewarden.daemon.Outcome;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.RuleList;
import io.github.rulewarden.kernel.rule.RuleChannel;
import io.github.rulewarden.netlink.Acknowledgement;
import io.github.rulewarden.netlink.Errno;
import io.github.rulewarden.netlink.Frame;
import io.github.rulewarden.netlink.KernelException;
import io.github.rulewarden.netlink.NetlinkException;
import io.github.rulewarden.netlink.route.Requests;
import io.github.rulewarden.policy.plan.Plan;
import io.github.rulewarden.policy.plan.Step;
import io.github.rulewarden.policy.plan.Step.Substitute;
import io.github.rulewarden.text.ExecutionText;
import io.github.rulewarden.wire.RuleCodec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Executes one plan: add, read, delete. Only this class changes rules.
 *
 * <p>It adds all copies in one send and reads every acknowledgement. If the kernel refuses one, it
 * deletes those that were added. Then it reads the rules again, and deletes an original only if the
 * kernel's matching finds exactly this rule and its copy exists. Another process may still change
 * the rules between this read and a delete. If a delete finds nothing, the owner has deleted the
 * rule; the owner does not know of the copy, so the executor deletes the copy, too.
 */
final class PlanExecutor {
  private final RuleChannel channel;
  private final Plan plan;
  private final List<Step> done = new ArrayList<>();

  /** The adds without an acknowledgement. */
  private final List<Step.Add> unacknowledged = new ArrayList<>();

  /** The first reason why the plan was not executed completely. */
  private Optional<String> overtaken = Optional.empty();

  /**
   * Whether an original was not deleted. The later ones in the plan are not deleted either: one may
   * be the companion without which the capture rule would capture traffic to the LAN.
   */
  private boolean isDeletingStopped;

  /**
   * Whether to delete the copies of originals that were not deleted. The copies of a pair are
   * useful only together: later runs could not identify a suppress rule without its capture rule.
   */
  private boolean isWithdrawingCopies;

  /** The rules of the family after the last step; empty if they are not certain. */
  private Optional<List<Rule>> result = Optional.empty();

  PlanExecutor(RuleChannel channel, Plan plan) {
    this.channel = channel;
    this.plan = plan;
  }

  Outcome execute() {
    try {
      addCopies();
      List<Rule> left = deleteOriginals(readRules());
      if (overtaken.isEmpty()) {
        result = Optional.of(left);
      }
    } catch (KernelException e) {
      String cause = String.valueOf(e.getMessage());
      return switch (e.errno()) {
        case EPERM -> new Outcome.Denied(done, ExecutionText.denied(cause));
        // Another process added an equal rule at this priority; the next plan uses another one.
        case EEXIST -> new Outcome.Overtaken(done, ExecutionText.refused(cause));
        default -> new Outcome.Failed(done, ExecutionText.refused(cause));
      };
    } catch (NetlinkException e) {
      return new Outcome.Failed(done, ExecutionText.undecodable(String.valueOf(e.getMessage())));
    }
    return overtaken.isPresent()
        ? new Outcome.Overtaken(done, overtaken.get())
        : new Outcome.Done(done);
  }

  /**
   * The rules of the family after the last step: the dump after the adds, without the rules whose
   * delete the kernel acknowledged. It does not contain later changes of other processes; the
   * kernel sends events for them. Empty unless every step succeeded.
   */
  Optional<List<Rule>> result() {
    return result;
  }

  private void addCopies() throws NetlinkException {
    if (plan.adds().isEmpty()) {
      return;
    }
    List<Frame> requests = new ArrayList<>(plan.adds().size());
    for (Step.Add add : plan.adds()) {
      requests.add(Requests.addRule(RuleCodec.encode(add.rule())));
    }
    List<Rule> copies = new ArrayList<>();
    Optional<KernelException> refusal = Optional.empty();
    List<Acknowledgement> acknowledgements = send(requests);
    for (int i = 0; i < acknowledgements.size(); i++) {
      Step.Add add = plan.adds().get(i);
      switch (acknowledgements.get(i)) {
        case Acknowledgement.Done _ -> {
          copies.add(add.rule());
          done.add(add);
        }
        case Acknowledgement.Refused(KernelException reason) -> refusal = Optional.of(reason);
        case Acknowledgement.Lost _ -> {
          copies.add(add.rule());
          unacknowledged.add(add);
        }
      }
    }
    if (refusal.isPresent()) {
      withdrawAll(copies);
      throw refusal.get();
    }
  }

  private void withdrawAll(List<Rule> copies) throws NetlinkException {
    List<Rule> now = readRules();
    for (Rule copy : copies) {
      try {
        now = withdraw(copy, now);
      } catch (KernelException e) {
        // The copy exists beside its original: the next plan deletes one of them. Continue.
      }
    }
  }

  /**
   * Reads the rules after the adds. If that fails it retries on a new socket: if an original was
   * deleted in between, its copy would remain, and later reads could not distinguish it from a
   * VPN's rule.
   */
  private List<Rule> readRules() throws NetlinkException {
    List<Rule> now;
    try {
      now = channel.rules(plan.family());
    } catch (NetlinkException e) {
      now = channel.rules(plan.family());
    }
    for (Step.Add add : unacknowledged) {
      if (now.contains(add.rule())) {
        done.add(add);
      }
    }
    unacknowledged.clear();
    return now;
  }

  private List<Rule> deleteOriginals(List<Rule> found) throws NetlinkException {
    List<Rule> now = found;
    Set<Rule> tried = new HashSet<>();
    for (Step.Delete step : plan.deletes()) {
      // A dump repeats a rule if one was added during the dump, so the plan may repeat it, too.
      boolean isFirst = tried.add(step.rule());
      if (now.contains(step.rule())) {
        now = isDeletingStopped ? keep(step, now) : deleteOriginal(step, now);
      } else if (isFirst) {
        now = deletedByOwner(step, now);
      }
    }
    return now;
  }

  /** Does not delete an original. */
  private List<Rule> keep(Step.Delete step, List<Rule> now) throws NetlinkException {
    return isWithdrawingCopies && step.copy().isPresent() ? withdraw(step.copy().get(), now) : now;
  }

  private List<Rule> deleteOriginal(Step.Delete step, List<Rule> now) throws NetlinkException {
    Rule original = step.rule();
    int hit = RuleList.firstHit(now, original);
    if (!isReplaced(step, now)) {
      hold(ExecutionText.copyIsGone(original));
      isWithdrawingCopies = true;
      return now;
    }
    if (!now.get(hit).equals(original)) {
      hold(ExecutionText.twinIsAhead(original, now.get(hit)));
      return now;
    }
    if (delete(original)) {
      return RuleList.without(now, hit);
    }
    // A delete that finds nothing proves that the last read is outdated.
    List<Rule> again = readRules();
    if (again.contains(original)) {
      hold(ExecutionText.originalIsBack(original));
      return again;
    }
    return deletedByOwner(step, again);
  }

  /** Whether the rule that replaces the original exists. */
  private static boolean isReplaced(Step.Delete step, List<Rule> now) {
    return switch (step.substitute()) {
      case Substitute.Copy(Rule copy) -> now.contains(copy);
      case Substitute.Equal _ -> holdsEqual(step.rule(), now);
      case Substitute.Nothing _ -> true;
    };
  }

  private static boolean holdsEqual(Rule original, List<Rule> now) {
    for (Rule rule : now) {
      if (rule.priority() != original.priority() && rule.isSameElsewhere(original)) {
        return true;
      }
    }
    return false;
  }

  private List<Rule> deletedByOwner(Step.Delete step, List<Rule> now) throws NetlinkException {
    if (step.substitute() instanceof Substitute.Nothing) {
      // Only Rulewarden used the rule, and it no longer exists, as planned.
      return now;
    }
    note(ExecutionText.originalIsGone(step.rule()));
    return step.copy().isPresent() ? withdraw(step.copy().get(), now) : now;
  }

  /** Deletes a copy that this plan added; returns the rules without it. */
  private List<Rule> withdraw(Rule copy, List<Rule> now) throws NetlinkException {
    int hit = RuleList.firstHit(now, copy);
    if (hit < 0 || !now.get(hit).equals(copy)) {
      return now;
    }
    delete(copy);
    return RuleList.without(now, hit);
  }

  /** Deletes a rule by all of its attributes; returns false if it did not exist. */
  private boolean delete(Rule rule) throws NetlinkException {
    Frame request = Requests.deleteRule(RuleCodec.encode(rule));
    switch (send(List.of(request)).getFirst()) {
      case Acknowledgement.Done _ -> {
        done.add(new Step.Delete(rule, new Substitute.Nothing()));
        return true;
      }
      case Acknowledgement.Refused(KernelException reason) -> {
        if (reason.errno() == Errno.ENOENT) {
          return false;
        }
        throw reason;
      }
      case Acknowledgement.Lost _ -> {
        hold(ExecutionText.acknowledgementIsLost());
        return true;
      }
    }
  }

  /** Returns one acknowledgement for each change; a malformed reply counts as lost. */
  private List<Acknowledgement> send(List<Frame> requests) throws KernelException {
    try {
      return channel.change(requests);
    } catch (KernelException e) {
      throw e;
    } catch (NetlinkException e) {
      return Collections.nCopies(requests.size(), new Acknowledgement.Lost());
    }
  }

  private void hold(String reason) {
    note(reason);
    isDeletingStopped = true;
  }

  private void note(String reason) {
    if (overtaken.isEmpty()) {
      overtaken = Optional.of(reason);
    }
  }
}
