package io.github.rulewarden.daemon;

import io.github.rulewarden.policy.plan.Step;
import java.util.List;

/** How the execution of a plan ended. */
public sealed interface Outcome {
  /** The executed steps, including those before a failure. */
  List<Step> steps();

  /** All steps were executed. */
  record Done(List<Step> steps) implements Outcome {
    public Done {
      steps = List.copyOf(steps);
    }
  }

  /**
   * Another program changed a rule that the plan depends on. No step is half executed; the next
   * round plans again.
   */
  record Overtaken(List<Step> steps, String reason) implements Outcome {
    public Overtaken {
      steps = List.copyOf(steps);
    }
  }

  /** The kernel denies this process the permission to change rules. */
  record Denied(List<Step> steps, String reason) implements Outcome {
    public Denied {
      steps = List.copyOf(steps);
    }
  }

  /** The kernel refused for another reason. */
  record Failed(List<Step> steps, String reason) implements Outcome {
    public Failed {
      steps = List.copyOf(steps);
    }
  }
}
