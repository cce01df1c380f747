package io.github.rulewarden.api;

import java.util.List;

/**
 * What {@link Manager#check} found.
 *
 * @param isGood whether all findings have severity INFO
 * @param findings the most important first within each family
 */
public record CheckResult(boolean isGood, List<Finding> findings) {
  public CheckResult {
    findings = List.copyOf(findings);
  }
}
