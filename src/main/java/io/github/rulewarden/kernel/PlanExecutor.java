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
import io.github.rulewarden.policy.Plan;
import io.github.rulewarden.policy.Step;
import io.github.rulewarden.policy.Step.Substitute;
import io.github.rulewarden.wire.RuleCodec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
  private final List<Step> done = new ArrayList<>();

  /** The adds of which it is not known whether they were done. */
  private final List<Step.Add> unanswered = new ArrayList<>();

  /** Why the plan did not go as planned, the first reason. */
  private Optional<String> overtaken = Optional.empty();

  /**
   * Whether an original stays that should have gone. Those that come after it in the plan stay too:
   * a companion without which its capture would take the LAN's traffic is among them.
   */
  private boolean isHeld;

  /**
   * Whether the copies of originals that stay go. A pair's copies are only of use together: nobody
   * could tell later what a suppress rule without its capture is there for.
   */
  private boolean isWithdrawing;

  /** The rules of the family after the last step; empty if they are not known for certain. */
  private Optional<List<Rule>> result = Optional.empty();

  PlanExecutor(RuleChannel channel, Plan plan) {
    this.channel = channel;
    this.plan = plan;
  }

  Outcome execute() {
    try {
      addCopies();
      List<Rule> left = deleteOriginals(look());
      if (overtaken.isEmpty()) {
        result = Optional.of(left);
      }
    } catch (KernelException e) {
      String reason = "The kernel refused: " + e.getMessage() + ".";
      return switch (e.errno()) {
        case EPERM -> new Outcome.Denied(commands(), reason + " " + Permission.ADVICE);
        // Somebody put a rule just where the copy was to go; the next plan has another place.
        case EEXIST -> new Outcome.Overtaken(commands(), reason);
        default -> new Outcome.Failed(commands(), reason);
      };
    } catch (NetlinkException e) {
      return new Outcome.Failed(
          commands(), "The kernel's answer could not be read: " + e.getMessage() + ".");
    }
    return overtaken.isPresent()
        ? new Outcome.Overtaken(commands(), overtaken.get())
        : new Outcome.Done(commands());
  }

  /**
   * The rules of the family after the last step: as they were dumped after the adds, without those
   * whose delete the kernel acknowledged. Whatever somebody else has changed meanwhile is not in
   * it; the kernel sends an event for that. Empty if not every step went as planned.
   */
  Optional<List<Rule>> result() {
    return result;
  }

  /** What was done, in words: these come after the deeds, which are in a hurry. */
  private List<String> commands() {
    List<String> commands = new ArrayList<>(done.size());
    for (Step step : done) {
      commands.add(step.command());
    }
    return commands;
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
    List<Acknowledgement> answers = send(requests);
    for (int i = 0; i < answers.size(); i++) {
      Step.Add add = plan.adds().get(i);
      switch (answers.get(i)) {
        case Acknowledgement.Done _ -> {
          copies.add(add.rule());
          done.add(add);
        }
        case Acknowledgement.Refused(KernelException reason) -> refusal = Optional.of(reason);
        case Acknowledgement.Lost _ -> {
          copies.add(add.rule());
          unanswered.add(add);
        }
      }
    }
    if (refusal.isPresent()) {
      withdrawAll(copies);
      throw refusal.get();
    }
  }

  private void withdrawAll(List<Rule> copies) throws NetlinkException {
    List<Rule> now = look();
    for (Rule copy : copies) {
      try {
        now = withdraw(copy, now);
      } catch (KernelException e) {
        // It stands beside its original: the next plan deletes one of them. The others go now.
      }
    }
  }

  /**
   * The rules after the adds. Read once more if that fails, on another socket: an original that has
   * gone meanwhile would leave its copy behind, and no later look could tell it from a VPN's rule.
   */
  private List<Rule> look() throws NetlinkException {
    List<Rule> now;
    try {
      now = channel.rules(plan.family());
    } catch (NetlinkException e) {
      now = channel.rules(plan.family());
    }
    for (Step.Add add : unanswered) {
      if (now.contains(add.rule())) {
        done.add(add);
      }
    }
    unanswered.clear();
    return now;
  }

  private List<Rule> deleteOriginals(List<Rule> found) throws NetlinkException {
    List<Rule> now = found;
    Set<Rule> tried = new HashSet<>();
    for (Step.Delete step : plan.deletes()) {
      // A dump tells a rule twice that a new one pushed on meanwhile: the plan may do so, too.
      boolean isFirst = tried.add(step.rule());
      if (now.contains(step.rule())) {
        now = isHeld ? leave(step, now) : deleteOriginal(step, now);
      } else if (isFirst) {
        now = ownerWasFaster(step, now);
      }
    }
    return now;
  }

  /** Leaves an original where it is. */
  private List<Rule> leave(Step.Delete step, List<Rule> now) throws NetlinkException {
    return isWithdrawing && step.copy().isPresent() ? withdraw(step.copy().get(), now) : now;
  }

  private List<Rule> deleteOriginal(Step.Delete step, List<Rule> now) throws NetlinkException {
    Rule original = step.rule();
    int hit = RuleList.firstHit(now, original);
    if (!isDispensable(step, now)) {
      hold("the copy of `" + original + "` was removed by somebody else");
      isWithdrawing = true;
      return now;
    }
    if (!now.get(hit).equals(original)) {
      hold("deleting `" + original + "` would delete its twin `" + now.get(hit) + "`");
      return now;
    }
    if (delete(original)) {
      return RuleList.without(now, hit);
    }
    // A delete that finds nothing proves the last look out of date.
    List<Rule> again = look();
    if (again.contains(original)) {
      hold("`" + original + "` was removed and put back by somebody else");
      return again;
    }
    return ownerWasFaster(step, again);
  }

  /** Whether what makes the original dispensable is there. */
  private static boolean isDispensable(Step.Delete step, List<Rule> now) {
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
        hold("the answer to a delete was lost");
        return true;
      }
    }
  }

  /** One acknowledgement for each change; an answer that makes no sense is as good as none. */
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
    isHeld = true;
  }

  private void note(String reason) {
    if (overtaken.isEmpty()) {
      overtaken = Optional.of(reason);
    }
  }
}
