package io.github.rulewarden.daemon;

import java.util.List;

/** How the execution of a plan ended. */
public sealed interface Outcome {
  /** The executed steps, as {@code ip} commands, including those before a failure. */
  List<String> steps();

  /** All steps were executed. */
  record Done(List<String> steps) implements Outcome {}

  /**
   * Another program changed a rule that the plan depends on. No step is half executed; the next
   * round plans again.
   */
  record Overtaken(List<String> steps, String reason) implements Outcome {}

  /** The kernel denies this process the permission to change rules. */
  record Denied(List<String> steps, String reason) implements Outcome {}

  /** The kernel refused for another reason. */
  record Failed(List<String> steps, String reason) implements Outcome {}
}
