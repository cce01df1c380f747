package io.github.rulewarden.daemon;

import io.github.rulewarden.policy.Mode;
import io.github.rulewarden.policy.Policy;
import java.util.List;

/**
 * The policy in force and its origin.
 *
 * @param files the files from which the policy was read, in order
 * @param reloadResult why the last reload was refused; empty if it succeeded or there was none
 */
public record Settings(Policy policy, List<String> files, String reloadResult) {
  public Settings {
    files = List.copyOf(files);
  }

  /** The settings after a successful load. */
  public Settings(Policy policy, List<String> files) {
    this(policy, files, "");
  }

  /** A copy with another mode. */
  Settings in(Mode mode) {
    return new Settings(policy.in(mode), files, reloadResult);
  }

  /** A copy that records why other settings were refused. */
  Settings afterRefusal(String problem) {
    return new Settings(policy, files, problem);
  }
}
