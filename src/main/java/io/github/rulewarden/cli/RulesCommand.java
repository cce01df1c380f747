package io.github.rulewarden.cli;

import com.grack.nanojson.JsonStringWriter;
import io.github.rulewarden.api.Finding;
import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.config.ConfigurationException;
import io.github.rulewarden.policy.classify.Ladder;
import io.github.rulewarden.text.OrderText;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code rulewarden rules}: shows the ladder. */
final class RulesCommand implements Command {
  @Override
  public CommandSpec spec() {
    return Options.of(
            this, "rules", "Show all rules in the order in which the kernel evaluates them.")
        .families()
        .netns()
        .config()
        .json()
        .spec();
  }

  @Override
  public int run(Invocation invocation) throws ManagerException, ConfigurationException {
    List<RuleAssessment> assessments = RuleAssessment.all(invocation);
    if (invocation.arguments().wantsJson()) {
      writeJson(invocation, assessments);
      return ExitCode.SUCCESS;
    }
    String separator = "";
    for (RuleAssessment assessment : assessments) {
      invocation.out().print(separator);
      print(invocation, assessment);
      separator = System.lineSeparator();
    }
    return ExitCode.SUCCESS;
  }

  private static void print(Invocation invocation, RuleAssessment assessment) {
    if (assessment.isAbsent()) {
      String family = Words.of(assessment.family());
      invocation
          .out()
          .println(family + ": idle: " + OrderText.noPolicyRouting(assessment.family()));
    } else {
      LadderText ladder = LadderText.withTargets(assessment, invocation.terminal());
      ladder.printRules(invocation.out());
      Optional<Finding> unreachable = assessment.unreachable();
      if (unreachable.isEmpty() || assessment.isOrdered()) {
        ladder.printVerdict(invocation.out());
      }
      if (unreachable.isPresent()) {
        String prefix =
            Words.of(assessment.family()) + ": " + RuleAssessment.label(unreachable.get());
        String line = prefix + ": " + unreachable.get().text();
        invocation.out().println(invocation.terminal().wrapped(line, LadderText.VERDICT_INDENT));
      }
    }
  }

  private static void writeJson(Invocation invocation, List<RuleAssessment> assessments) {
    JsonStringWriter json = Json.document().array();
    for (RuleAssessment assessment : assessments) {
      for (Ladder.Entry entry : assessment.ladder().entries()) {
        json.object()
            .value("netns", assessment.scope().text())
            .value("family", assessment.family().text())
            .value("priority", entry.rule().priority())
            .value("text", entry.rule().text())
            .value("role", entry.role().text())
            .value("protocol", entry.rule().protocol())
            .end();
      }
    }
    Json.write(invocation, json.end());
  }
}
