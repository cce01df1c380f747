package io.github.rulewarden.cli;

import com.grack.nanojson.JsonStringWriter;
import io.github.rulewarden.api.Finding.Severity;
import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.config.ConfigurationException;
import io.github.rulewarden.doctor.Diagnosis;
import io.github.rulewarden.doctor.Doctor;
import io.github.rulewarden.doctor.HostState;
import io.github.rulewarden.doctor.HostState.DaemonState;
import io.github.rulewarden.doctor.host.Probe;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.policy.Policy;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code rulewarden doctor}: reports what on this host is a problem, why, and how to fix it. */
final class DoctorCommand implements Command {
  @Override
  public CommandSpec spec() {
    return Options.of(
            this,
            "doctor",
            "Examine the whole host for problems with Tailscale and the VPN, and explain how to fix"
                + " them. Changes nothing.")
        .config()
        .json()
        .spec();
  }

  @Override
  public int run(Invocation invocation) throws ConfigurationException {
    Policy policy = invocation.configuration().policy();
    Dependencies dependencies = invocation.dependencies();
    HostState host =
        HostState.of(
            dependencies.host(),
            policy,
            rules(dependencies.kernel(), policy),
            daemon(dependencies));
    List<Diagnosis> diagnoses = Doctor.examine(host);
    boolean isGood = isGood(diagnoses);
    if (invocation.arguments().wantsJson()) {
      writeJson(invocation, diagnoses, isGood);
    } else {
      new DoctorText(invocation).print(diagnoses);
    }
    return isGood ? ExitCode.SUCCESS : ExitCode.FINDING;
  }

  private static Probe<Snapshot> rules(KernelAccess kernel, Policy policy) {
    try {
      return new Probe.Known<>(kernel.read(policy, Optional.empty()));
    } catch (ManagerException e) {
      Probe.Cause cause =
          switch (e.kind()) {
            case DENIED -> Probe.Cause.FORBIDDEN;
            case REFUSED, INVALID_ARGUMENT, UNREACHABLE -> Probe.Cause.OTHER;
          };
      return new Probe.Unknown<>(new Probe.Failure(cause, String.valueOf(e.getMessage())));
    }
  }

  private static DaemonState daemon(Dependencies dependencies) {
    try {
      return new DaemonState.Answering(dependencies.daemon().connect().status());
    } catch (ManagerException e) {
      if (e.kind() == ManagerException.Kind.UNREACHABLE
          && dependencies.kernel().hasOtherInstance(Optional.empty())) {
        return new DaemonState.WithoutBus(String.valueOf(e.getMessage()));
      }
      return new DaemonState.Unavailable(e.kind(), String.valueOf(e.getMessage()));
    }
  }

  private static boolean isGood(List<Diagnosis> diagnoses) {
    for (Diagnosis diagnosis : diagnoses) {
      if (diagnosis.severity() != Severity.INFO) {
        return false;
      }
    }
    return true;
  }

  private static void writeJson(Invocation invocation, List<Diagnosis> diagnoses, boolean isGood) {
    JsonStringWriter json = Json.document().object().value("ok", isGood).array("findings");
    for (Diagnosis diagnosis : diagnoses) {
      json.object()
          .value("severity", diagnosis.severity().text())
          .value("code", diagnosis.code())
          .value("text", diagnosis.text())
          .value("why", diagnosis.why())
          .value("fix", diagnosis.remedy().text())
          .end();
    }
    Json.write(invocation, json.end().end());
  }
}
