package io.github.rulewarden.doctor;

import io.github.rulewarden.doctor.TunnelFiles.Line;
import io.github.rulewarden.doctor.TunnelFiles.TunnelFile;
import java.util.ArrayList;
import java.util.List;

/** Lines of wg-quick's tunnels that change routing rules beside wg-quick's own. */
final class TunnelHookCheck implements Check {
  private static final List<String> HOOKS = List.of("PreUp", "PostUp", "PreDown", "PostDown");

  @Override
  public void examine(HostState patient, Findings findings) {
    TunnelFiles tunnels = TunnelFiles.read(patient.files());
    tunnels
        .problem()
        .ifPresent(reason ->
            findings.notExamined("the tunnels' files in " + TunnelFiles.DIRECTORY, reason));
    for (TunnelFile tunnel : tunnels.files()) {
      List<String> changes = new ArrayList<>();
      List<Line> lines = new ArrayList<>();
      for (String key : HOOKS) {
        for (Line line : tunnel.lines(key)) {
          if (!RuleScript.changes(line.value()).isEmpty()) {
            changes.add(line.text());
            lines.add(line);
          }
        }
      }
      if (!changes.isEmpty() && tunnel.isTableOff()) {
        findings.info(
            "tunnel-rules",
            tunnel.path() + " adds its rules itself: `" + changes.getFirst() + "`",
            "with Table = off wg-quick adds none; they are recognised by their shape",
            Remedy.none());
      } else if (!changes.isEmpty()) {
        Remedy remedy = TunnelFiles.withoutLines(tunnel, lines, patient);
        HookCheck.tell(tunnel.path(), changes, remedy, findings);
      }
    }
  }
}
