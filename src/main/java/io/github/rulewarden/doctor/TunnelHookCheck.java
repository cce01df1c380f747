package io.github.rulewarden.doctor;

import io.github.rulewarden.doctor.TunnelFiles.Line;
import io.github.rulewarden.doctor.TunnelFiles.TunnelFile;
import java.util.ArrayList;
import java.util.List;

/** Hooks of wg-quick's tunnels that change routing rules. */
final class TunnelHookCheck implements Check {
  private static final List<String> HOOKS = List.of("PreUp", "PostUp", "PreDown", "PostDown");

  @Override
  public void examine(HostState host, Findings findings) {
    TunnelFiles tunnels = TunnelFiles.read(host.files());
    tunnels
        .problem()
        .ifPresent(failure ->
            findings.notExamined("the tunnel files in " + TunnelFiles.DIRECTORY, failure));
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
            "with Table = off wg-quick adds none; Rulewarden recognises these by their form",
            Remedy.none());
      } else if (!changes.isEmpty()) {
        Remedy remedy = TunnelFiles.withoutLines(tunnel, lines, host);
        HookCheck.report(tunnel.path(), changes, remedy, findings);
      }
    }
  }
}
