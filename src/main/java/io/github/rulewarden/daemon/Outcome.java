package io.github.rulewarden.daemon;

import java.util.List;

/** How the execution of a plan ended. */
public sealed interface Outcome {
  /** What was done, as {@code ip} commands; also what had been done before it ended otherwise. */
  List<String> steps();

  /** Every step was done. */
  record Done(List<String> steps) implements Outcome {}

  /**
   * Somebody was faster: a rule was no longer as the plan found it. Nothing is left half done; the
   * next snapshot decides.
   */
  record Overtaken(List<String> steps, String reason) implements Outcome {}

  /** The kernel does not let this process change rules. */
  record Denied(List<String> steps, String reason) implements Outcome {}

  /** The kernel refused for another reason. */
  record Failed(List<String> steps, String reason) implements Outcome {}
}
