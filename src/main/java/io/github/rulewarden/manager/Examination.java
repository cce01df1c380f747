package io.github.rulewarden.manager;

import java.util.List;

/**
 * What {@link Manager#check} found.
 *
 * @param isGood whether no finding is more than information
 * @param findings in each family, what matters most first
 */
public record Examination(boolean isGood, List<Finding> findings) {
  public Examination {
    findings = List.copyOf(findings);
  }
}
