package io.github.rulewarden.text;

import io.github.rulewarden.fib.IpCommand;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.policy.plan.Step;
import java.util.ArrayList;
import java.util.List;

/** Steps as the equivalent {@code ip(8)} commands. */
public final class StepText {
  private StepText() {}

  /** The commands in the form that is typed in the namespace itself. */
  public static List<String> commands(List<Step> steps) {
    return commands(steps, Scope.OWN);
  }

  /**
   * The commands in the form that is typed on the host.
   *
   * @param scope the namespace whose rules the steps change
   */
  public static List<String> commands(List<Step> steps, Scope scope) {
    List<String> commands = new ArrayList<>(steps.size());
    for (Step step : steps) {
      commands.add(
          switch (step) {
            case Step.Add(Rule rule) -> IpCommand.add(rule, scope);
            case Step.Delete(Rule rule, _) -> IpCommand.delete(rule, scope);
          });
    }
    return commands;
  }
}
