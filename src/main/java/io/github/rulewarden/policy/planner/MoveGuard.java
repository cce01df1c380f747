package io.github.rulewarden.policy.planner;

import io.github.rulewarden.fib.Action;
import io.github.rulewarden.fib.Criterion;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.RuleList;
import io.github.rulewarden.fib.Selector;
import io.github.rulewarden.fib.Tables;
import io.github.rulewarden.policy.classify.Ladder;
import io.github.rulewarden.policy.classify.Pair;
import io.github.rulewarden.policy.classify.RuleClassifier;
import io.github.rulewarden.policy.plan.Intervention.Move;
import io.github.rulewarden.policy.plan.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks a move against foreign rules: which of them prevent it, and which of them it passes. */
final class MoveGuard {
  /** {@code iif lo}: exactly the packets that this host sends. */
  private static final Selector FROM_THIS_HOST =
      new Selector(Selector.Sense.PLAIN, List.of(new Criterion.IncomingInterface("lo")));

  private final Ladder ladder;
  private final List<Rule> rules = new ArrayList<>();
  private final List<Refusal> refusals = new ArrayList<>();

  MoveGuard(Ladder ladder) {
    this.ladder = ladder;
    for (Ladder.Entry entry : ladder.entries()) {
      rules.add(entry.rule());
    }
  }

  /** The rules that stay, and why. */
  List<Refusal> refusals() {
    return refusals;
  }

  /** Records that {@code entry} stays where it is. */
  void refuse(Ladder.Entry entry, Refusal.Reason reason) {
    Refusal refusal = new Refusal(entry.rule(), reason);
    if (!refusals.contains(refusal)) {
      refusals.add(refusal);
    }
  }

  /** Whether both halves of a pair can be deleted; else the reason is recorded. */
  boolean allowDeleting(Pair pair) {
    boolean isCompanionDeletable =
        pair.companion().isEmpty() || allowDeleting(pair.companion().get());
    return allowDeleting(pair.capture()) && isCompanionDeletable;
  }

  /**
   * Whether a rule can be deleted. Else the reason is recorded: the kernel would delete a twin
   * ahead of it, or a goto would lose its target.
   */
  boolean allowDeleting(Ladder.Entry entry) {
    Rule hit = rules.get(RuleList.firstHit(rules, entry.rule()));
    if (!hit.equals(entry.rule())) {
      refuse(entry, new Refusal.Reason.HasTwin(hit));
      return false;
    }
    for (Rule rule : rules) {
      if (rule.action() instanceof Action.Goto(long target)
          && target == entry.rule().priority()
          && !staysAt(target)) {
        refuse(entry, new Refusal.Reason.IsTargetOf(rule));
        return false;
      }
    }
    return true;
  }

  /** Whether a rule that is not a VPN's keeps {@code priority} occupied. */
  private boolean staysAt(long priority) {
    for (Ladder.Entry entry : ladder.entries()) {
      if (entry.rule().priority() == priority && !entry.role().isVpn()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether some move passes a rule that decides for every packet; then the reason is recorded.
   * Behind such a rule a capture has no effect: the VPN's traffic would leave unencrypted.
   */
  boolean block(List<Move> moves) {
    boolean isBlocked = false;
    for (Move move : moves) {
      for (Ladder.Entry entry : ladder.entries()) {
        if (isOvertaken(entry, move)) {
          Optional<Refusal.Reason> reason = objection(entry.rule(), move.original().rule());
          reason.ifPresent(why -> refuse(move.original(), why));
          isBlocked |= reason.isPresent();
        }
      }
    }
    return isBlocked;
  }

  /** Why a rule may not be moved behind another one; empty if it may. */
  private Optional<Refusal.Reason> objection(Rule overtaken, Rule moved) {
    if (decidesEverything(overtaken)) {
      return Optional.of(new Refusal.Reason.NoEffectBehind(overtaken));
    }
    // OpenVPN and WARP have no route for traffic that should stay outside the VPN. It is not known
    // whether another program's rule redirects only that traffic or the VPN's traffic too.
    if (ladder.splitTables().contains(moved.table()) && maySendAway(overtaken)) {
      return Optional.of(new Refusal.Reason.MayLeakBehind(overtaken));
    }
    return Optional.empty();
  }

  private static boolean maySendAway(Rule rule) {
    return switch (rule.action()) {
      case Action.Lookup _, Action.Goto _, Action.Unknown _ -> true;
      case Action.Reject _, Action.Nop _ -> false;
    };
  }

  /** The foreign rules between a rule's place and its copy's. */
  List<Rule> overtaken(List<Move> moves) {
    List<Rule> overtaken = new ArrayList<>();
    for (Ladder.Entry entry : ladder.entries()) {
      for (Move move : moves) {
        if (isOvertaken(entry, move)) {
          overtaken.add(entry.rule());
          break;
        }
      }
    }
    return overtaken;
  }

  private static boolean isOvertaken(Ladder.Entry entry, Move move) {
    return !entry.role().isVpn()
        && !entry.role().isTailscale()
        && entry.place() > move.original().place()
        && entry.rule().priority() <= move.copy().priority();
  }

  /**
   * Whether a rule decides for every packet from this host, except perhaps those with one mark. The
   * default route of its table may be of type throw, which the snapshot does not show; refusing a
   * move does less harm than a leak.
   */
  private boolean decidesEverything(Rule rule) {
    boolean isForAll =
        rule.selector().equals(Selector.ALL)
            || rule.selector().equals(FROM_THIS_HOST)
            || RuleClassifier.looksLikeCapture(rule);
    if (!isForAll || !rule.modifiers().isEmpty()) {
      return false;
    }
    return switch (rule.action()) {
      case Action.Lookup(long table) ->
          table == Tables.MAIN || ladder.decidingTables().contains(table);
      case Action.Reject _ -> true;
      case Action.Goto _, Action.Nop _, Action.Unknown _ -> false;
    };
  }
}
