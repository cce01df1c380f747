package io.github.rulewarden.policy;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Listing;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.policy.plan.Step;
import java.util.ArrayList;
import java.util.List;

/** Reads steps from listings. */
public final class Steps {
  private Steps() {}

  /**
   * Steps that add or delete IPv4 rules.
   *
   * @param lines such as {@code +5399: from all lookup 7} and {@code -5209: from all lookup 7}
   */
  public static List<Step> ipv4(String... lines) {
    return of(Family.IPV4, lines);
  }

  static List<Step> of(Family family, String... lines) {
    List<Step> steps = new ArrayList<>();
    for (String line : lines) {
      Rule rule = Listing.rule(family, line.substring(1));
      steps.add(
          line.startsWith("+")
              ? new Step.Add(rule)
              : new Step.Delete(rule, new Step.Substitute.Equal()));
    }
    return steps;
  }
}
