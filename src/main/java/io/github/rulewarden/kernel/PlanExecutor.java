package io.github.rulewarden.kernel;

import io.github.rulewarden.daemon.Outcome;
import io.github.rulewarden.fib.IpCommand;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.RuleList;
import io.github.rulewarden.netlink.Acknowledgement;
import io.github.rulewarden.netlink.Errno;
import io.github.rulewarden.netlink.Frame;
import io.github.rulewarden.netlink.KernelException;
import io.github.rulewarden.netlink.NetlinkException;
import io.github.rulewarden.netlink.route.Requests;
import io.github.rulewarden.policy.Plan;
import io.github.rulewarden.policy.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Carries one plan out: make, look, break. The only place that changes rules.
 *
 * <p>All copies are added in one send and every acknowledgement is read; if one was refused, those
 * that were added are taken back. Then the rules are read again, and each original is deleted only
 * if the kernel's own matching would hit it and its copy is there. Between this look and a delete
 * somebody may still be faster: a delete that finds nothing was overtaken by the rule's owner, who
 * does not expect a copy, so the copy goes too.
 */
final class PlanExecutor {
  private final RuleChannel channel;
  private final Plan plan;
  private final List<String> done = new ArrayList<>();

  /**
   * Why the plan did not go as planned, the first reason; what can be done of the rest is done all
   * the same.
   */
  private Optional<String> overtaken = Optional.empty();

  PlanExecutor(RuleChannel channel, Plan plan) {
    this.channel = channel;
    this.plan = plan;
  }

  Outcome execute() {
    try {
      addCopies();
      deleteOriginals();
    } catch (KernelException e) {
      return e.errno() == Errno.EPERM
          ? new Outcome.Denied(
              done, "The kernel refused: " + e.getMessage() + ". " + Permission.ADVICE)
          : new Outcome.Failed(done, "The kernel refused: " + e.getMessage() + ".");
    } catch (NetlinkException e) {
      return new Outcome.Failed(
          done, "The kernel's answer could not be read: " + e.getMessage() + ".");
    }
    return overtaken.isPresent()
        ? new Outcome.Overtaken(done, overtaken.get())
        : new Outcome.Done(done);
  }

  private void addCopies() throws NetlinkException {
    if (plan.adds().isEmpty()) {
      return;
    }
    List<Frame> requests = new ArrayList<>(plan.adds().size());
    for (Step.Add add : plan.adds()) {
      requests.add(Requests.addRule(RuleCodec.encode(add.rule())));
    }
    List<Rule> added = new ArrayList<>();
    Optional<KernelException> refusal = Optional.empty();
    List<Acknowledgement> answers = channel.change(requests);
    for (int i = 0; i < answers.size(); i++) {
      switch (answers.get(i)) {
        case Acknowledgement.Done _ -> {
          added.add(plan.adds().get(i).rule());
          done.add(plan.adds().get(i).command());
        }
        case Acknowledgement.Refused(KernelException reason) -> refusal = Optional.of(reason);
        // Whether the copy is there shows in the look before the deletes.
        case Acknowledgement.Lost _ -> added.add(plan.adds().get(i).rule());
      }
    }
    if (refusal.isPresent()) {
      List<Rule> now = channel.rules(plan.family());
      for (Rule copy : added) {
        now = withdraw(copy, now);
      }
      throw refusal.get();
    }
  }

  private void deleteOriginals() throws NetlinkException {
    List<Rule> now = channel.rules(plan.family());
    for (Step.Delete step : plan.deletes()) {
      Rule original = step.rule();
      if (!now.contains(original)) {
        now = ownerWasFaster(step, now);
        continue;
      }
      if (!isStandIn(step, now)) {
        note("the copy of `" + original + "` was removed by somebody else");
        continue;
      }
      int hit = RuleList.firstHit(now, original);
      if (!now.get(hit).equals(original)) {
        note("deleting `" + original + "` would delete its twin `" + now.get(hit) + "`");
        continue;
      }
      if (delete(original)) {
        now = RuleList.without(now, hit);
      } else {
        now = ownerWasFaster(step, RuleList.without(now, hit));
      }
    }
  }

  /**
   * Whether what makes the original dispensable is there: its copy, or an equal rule at another
   * priority.
   */
  private static boolean isStandIn(Step.Delete step, List<Rule> now) {
    if (step.copy().isPresent()) {
      return now.contains(step.copy().get());
    }
    for (Rule rule : now) {
      if (rule.priority() != step.rule().priority() && rule.isSameElsewhere(step.rule())) {
        return true;
      }
    }
    return false;
  }

  private List<Rule> ownerWasFaster(Step.Delete step, List<Rule> now) throws NetlinkException {
    note("`" + step.rule() + "` was removed by somebody else");
    return step.copy().isPresent() ? withdraw(step.copy().get(), now) : now;
  }

  /** Takes a copy of this plan back; returns the rules without it. */
  private List<Rule> withdraw(Rule copy, List<Rule> now) throws NetlinkException {
    int hit = RuleList.firstHit(now, copy);
    if (hit < 0 || !now.get(hit).equals(copy)) {
      return now;
    }
    delete(copy);
    return RuleList.without(now, hit);
  }

  /** Deletes with everything that the rule has; false if there was no such rule any more. */
  private boolean delete(Rule rule) throws NetlinkException {
    Frame request = Requests.deleteRule(RuleCodec.encode(rule));
    switch (channel.change(List.of(request)).getFirst()) {
      case Acknowledgement.Done _ -> {
        done.add(IpCommand.delete(rule));
        return true;
      }
      case Acknowledgement.Refused(KernelException reason) -> {
        if (reason.errno() == Errno.ENOENT) {
          return false;
        }
        throw reason;
      }
      case Acknowledgement.Lost _ -> {
        note("the answer to a delete was lost");
        return true;
      }
    }
  }

  private void note(String reason) {
    if (overtaken.isEmpty()) {
      overtaken = Optional.of(reason);
    }
  }
}
