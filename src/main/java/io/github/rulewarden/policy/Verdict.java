package io.github.rulewarden.policy;

import io.github.rulewarden.fib.Rule;
import java.util.List;

/**
 * Why a plan is as it is.
 *
 * @param offenders the VPN's rules that stand ahead of Tailscale's first lookup, in ladder order
 * @param overtaken foreign rules between the old places and the new ones: after the plan they
 *     decide before the VPN
 * @param refusals offenders that stay, each with its reason
 */
public record Verdict(
    Order order, List<Rule> offenders, List<Rule> overtaken, List<Refusal> refusals) {
  public Verdict {
    offenders = List.copyOf(offenders);
    overtaken = List.copyOf(overtaken);
    refusals = List.copyOf(refusals);
  }

  /** A verdict on rules among which nothing is to be moved. */
  static Verdict nothingToDo(Order order) {
    return new Verdict(order, List.of(), List.of(), List.of());
  }
}
