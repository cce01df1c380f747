package io.github.rulewarden.daemon;

import io.github.rulewarden.daemon.Views.View;
import io.github.rulewarden.leak.Leak;
import io.github.rulewarden.manager.Examination;
import io.github.rulewarden.manager.Finding;
import io.github.rulewarden.manager.Finding.Severity;
import io.github.rulewarden.policy.Mode;
import io.github.rulewarden.policy.Policy;
import java.util.ArrayList;
import java.util.List;

/**
 * What came of the last look, for who wants to know more than the status; made of values, so that
 * any thread may go through it while the loop goes on.
 *
 * @param alarms the leaks that are to be told of
 */
record Outlook(List<View> views, List<Leak> alarms, Policy policy) {
  Outlook {
    views = List.copyOf(views);
    alarms = List.copyOf(alarms);
  }

  /** What a repair would do now, as {@code ip} commands. */
  List<String> commands() {
    List<String> commands = new ArrayList<>();
    for (View view : views) {
      commands.addAll(view.plan().commands());
    }
    return commands;
  }

  /** What is wrong, leaks first: only the daemon's memory knows of those. */
  Examination examination() {
    List<Finding> findings = new ArrayList<>();
    for (Leak alarm : alarms) {
      findings.add(finding(alarm));
    }
    for (View view : views) {
      findings.addAll(Checkup.of("", view.ladder(), view.plan(), view.snapshot(), policy));
    }
    boolean isGood = true;
    for (Finding finding : findings) {
      isGood &= finding.severity() == Severity.INFO;
    }
    return new Examination(isGood, findings);
  }

  /** A finding's text has no full stop. */
  private Finding finding(Leak alarm) {
    String reason = alarm.reason();
    String text = reason.endsWith(".") ? reason.substring(0, reason.length() - 1) : reason;
    boolean isMended =
        alarm.remedy().isPresent()
            && policy.mode() == Mode.REPAIR
            && policy.restoring() == Policy.Restoring.WHAT_IS_CERTAIN;
    String fix =
        isMended
            ? "it is put back once nothing more disappears; if it is not, restart the tunnel"
            : "restart the tunnel";
    return new Finding("", alarm.family(), Severity.ERROR, "leak", text, fix);
  }
}
