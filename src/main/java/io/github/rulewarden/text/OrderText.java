package io.github.rulewarden.text;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.classify.Ladder;
import io.github.rulewarden.policy.diagnosis.MissingLookup;
import io.github.rulewarden.policy.plan.Order;

/** Short clauses on the order of one family's rules. */
public final class OrderText {
  private OrderText() {}

  /**
   * Why there is no order to repair.
   *
   * @param order the planner's verdict on the ladder
   */
  public static String nothingToRepair(
      Order order, Ladder ladder, Snapshot snapshot, Policy policy) {
    return switch (order) {
      case NO_TAILSCALE -> TailscaleText.clause(MissingLookup.of(ladder, snapshot, policy));
      case NO_VPN -> noVpn();
      case RIGHT, INVERTED -> "Tailscale's lookup comes first";
    };
  }

  /** No VPN has a rule. */
  static String noVpn() {
    return "no VPN rule was recognised";
  }

  /** The kernel has no rules of a family. */
  public static String noPolicyRouting(Family family) {
    return "this kernel has no policy routing for " + family.title();
  }

  /** {@code 5270 is evaluated before 5399}: the rules are in order. */
  public static String right(Ladder ladder) {
    return ladder.decisivePriority()
        + " is evaluated before "
        + ladder.pairs().getFirst().capture().rule().priority();
  }

  /** {@code 2 rules ahead of 5270}: the rules are not in order. */
  public static String inverted(Ladder ladder) {
    int offenders = ladder.offenders().size();
    return offenders
        + (offenders == 1 ? " rule" : " rules")
        + " ahead of "
        + ladder.decisivePriority();
  }
}
