package io.github.rulewarden.policy;

import io.github.rulewarden.fib.Action;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.RuleList;
import io.github.rulewarden.fib.Selector;
import io.github.rulewarden.fib.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What of somebody else's stands in the way of a move, or is overtaken by it. */
final class Obstacles {
  private final Ladder ladder;
  private final List<Rule> rules = new ArrayList<>();

  Obstacles(Ladder ladder) {
    this.ladder = ladder;
    for (Rung rung : ladder.rungs()) {
      rules.add(rung.rule());
    }
  }

  /** Why a rule cannot be deleted: the kernel would take a twin that stands ahead of it. */
  Optional<Refusal> twinOf(Rung rung) {
    Rule hit = rules.get(RuleList.firstHit(rules, rung.rule()));
    return hit.equals(rung.rule())
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                rung.rule(),
                "deleting it would delete its twin `" + hit + "`, which stands ahead of it"));
  }

  /**
   * Moves past a rule that sends every packet elsewhere, or to its end. Behind such a rule a
   * capture captures nothing: the VPN's traffic would leave in the clear.
   */
  List<Refusal> beyondOtherRoutes(List<Placement> placements) {
    List<Refusal> refusals = new ArrayList<>();
    for (Placement placement : placements) {
      for (Rung rung : ladder.rungs()) {
        if (isOvertaken(rung, placement) && decidesEverything(rung.rule())) {
          refusals.add(
              new Refusal(
                  placement.original().rule(),
                  "behind `"
                      + rung.rule()
                      + "`, which decides for every packet, it would have no effect"));
        }
      }
    }
    return refusals;
  }

  /** The foreign rules that stand between a rule's place and its copy's. */
  List<Rule> overtaken(List<Placement> placements) {
    List<Rule> overtaken = new ArrayList<>();
    for (Rung rung : ladder.rungs()) {
      for (Placement placement : placements) {
        if (isOvertaken(rung, placement)) {
          overtaken.add(rung.rule());
          break;
        }
      }
    }
    return overtaken;
  }

  private static boolean isOvertaken(Rung rung, Placement placement) {
    return !rung.role().isVpn()
        && !rung.role().isTailscale()
        && rung.place() > placement.original().place()
        && rung.rule().priority() <= placement.copy().priority();
  }

  private static boolean decidesEverything(Rule rule) {
    if (!rule.selector().equals(Selector.ALL) || !rule.modifiers().isEmpty()) {
      return false;
    }
    return switch (rule.action()) {
      case Action.Lookup(long table) -> table == Tables.MAIN;
      case Action.Reject _ -> true;
      case Action.Goto _, Action.Nop _, Action.Unknown _ -> false;
    };
  }
}
