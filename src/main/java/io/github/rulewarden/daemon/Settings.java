package io.github.rulewarden.daemon;

import io.github.rulewarden.policy.Mode;
import io.github.rulewarden.policy.Policy;
import java.util.List;

/**
 * What the daemon goes by.
 *
 * @param files that the policy was read from, in order
 * @param reloadResult why the last reload changed nothing; empty if it was good or there was none
 */
public record Settings(Policy policy, List<String> files, String reloadResult) {
  public Settings {
    files = List.copyOf(files);
  }

  /** A policy as it was read from files, or the one that applies without any. */
  public Settings(Policy policy, List<String> files) {
    this(policy, files, "");
  }

  /** The same in another mode. */
  Settings in(Mode mode) {
    return new Settings(policy.in(mode), files, reloadResult);
  }

  /** The same after others were refused. */
  Settings afterRefusal(String problem) {
    return new Settings(policy, files, problem);
  }
}
