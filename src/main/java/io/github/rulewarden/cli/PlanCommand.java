package io.github.rulewarden.cli;

import com.grack.nanojson.JsonStringWriter;
import io.github.rulewarden.api.Finding;
import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.config.ConfigurationException;
import io.github.rulewarden.policy.plan.Refusal;
import io.github.rulewarden.text.RefusalText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code rulewarden plan}: shows what a repair would do. */
final class PlanCommand implements Command {
  @Override
  public CommandSpec spec() {
    return Options.of(this, "plan", "Print the ip commands that a repair would run.")
        .families()
        .netns()
        .config()
        .json()
        .spec();
  }

  @Override
  public int run(Invocation invocation) throws ManagerException, ConfigurationException {
    List<RuleAssessment> assessments = RuleAssessment.all(invocation);
    List<String> commands = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    boolean isRefused = false;
    for (RuleAssessment assessment : assessments) {
      findings.addAll(assessment.findings());
      commands.addAll(assessment.commands());
      isRefused |= !assessment.plan().verdict().refusals().isEmpty();
      isRefused |= assessment.unreachable().isPresent();
    }
    if (invocation.arguments().wantsJson()) {
      JsonStringWriter json = Json.document().object();
      Json.strings(json, "steps", commands);
      Json.findings(json, findings);
      Json.write(invocation, json.end());
    } else {
      print(invocation, assessments, commands);
    }
    return isRefused ? ExitCode.FINDING : ExitCode.SUCCESS;
  }

  private static void print(
      Invocation invocation, List<RuleAssessment> assessments, List<String> commands) {
    for (String command : commands) {
      invocation.out().println(command);
    }
    for (RuleAssessment assessment : assessments) {
      String family = Words.of(assessment.family());
      List<Refusal> refusals = assessment.plan().verdict().refusals();
      for (Refusal refusal : refusals) {
        invocation.out().println("refused: " + family + ": " + RefusalText.stays(refusal));
      }
      Optional<Finding> unreachable = assessment.unreachable();
      if (unreachable.isPresent()) {
        String label = RuleAssessment.label(unreachable.get());
        invocation.out().println(label + ": " + family + ": " + unreachable.get().text());
      } else if (assessment.plan().isEmpty() && refusals.isEmpty()) {
        invocation.out().println("nothing to do: " + family + ": " + assessment.nothingToRepair());
      }
    }
  }
}
