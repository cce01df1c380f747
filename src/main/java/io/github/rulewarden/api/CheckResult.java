package io.github.rulewarden.api;

import java.util.List;

/**
 * What {@link Manager#check} found.
 *
 * @param isGood whether no finding is more than information
 * @param findings in each family, what matters most first
 */
public record CheckResult(boolean isGood, List<Finding> findings) {
  public CheckResult {
    findings = List.copyOf(findings);
  }
}
