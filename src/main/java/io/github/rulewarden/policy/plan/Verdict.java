package io.github.rulewarden.policy.plan;

import io.github.rulewarden.fib.Rule;
import java.util.List;

/**
 * The reasons for a plan.
 *
 * @param offenders the VPN's rules ahead of Tailscale's decisive lookup, in ladder order
 * @param overtaken foreign rules between the old places and the new ones: after the plan they are
 *     evaluated before the VPN's rules
 * @param refusals rules that are not changed, each with its reason
 */
public record Verdict(
    Order order, List<Rule> offenders, List<Rule> overtaken, List<Refusal> refusals) {
  public Verdict {
    offenders = List.copyOf(offenders);
    overtaken = List.copyOf(overtaken);
    refusals = List.copyOf(refusals);
  }

  /** A verdict on rules of which none needs to move. */
  public static Verdict nothingToDo(Order order) {
    return new Verdict(order, List.of(), List.of(), List.of());
  }
}
