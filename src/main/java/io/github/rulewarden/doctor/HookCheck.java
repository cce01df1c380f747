package io.github.rulewarden.doctor;

import io.github.rulewarden.doctor.host.HostFiles;
import io.github.rulewarden.doctor.host.Probe;
import io.github.rulewarden.doctor.host.Processes;
import io.github.rulewarden.doctor.systemd.Assignment;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Scripts that change routing rules, too: of dispatchers, of units, running ones. */
final class HookCheck implements Check {
  /** Directories of scripts, and directories of such directories. */
  private static final List<String> HOOKS =
      List.of(
          "/etc/networkd-dispatcher",
          "/usr/lib/networkd-dispatcher",
          "/etc/NetworkManager/dispatcher.d",
          "/usr/lib/NetworkManager/dispatcher.d",
          "/etc/network",
          "/etc/dhcp/dhclient-exit-hooks.d",
          "/etc/ppp/ip-up.d",
          "/etc/cron.d");

  private static final List<String> INTERPRETERS =
      List.of("sh", "bash", "dash", "zsh", "ksh", "python3", "perl");

  /** Where packages have their programs. */
  private static final List<String> PACKAGES =
      List.of("/usr/bin/", "/usr/sbin/", "/bin/", "/sbin/", "/usr/lib/", "/lib/");

  private static final String UNITS = "/etc/systemd/system";

  private static final String WHY =
      "two who move the same rules undo each other's work; if this is there to keep Tailscale"
          + " first, Rulewarden does it";

  @Override
  public void examine(HostState patient, Findings findings) {
    Set<String> told = new HashSet<>();
    for (String directory : HOOKS) {
      examineHooks(directory, patient.files(), findings, told);
    }
    examineUnits(patient, findings, told);
    for (Processes.Entry process : patient.processes()) {
      examineProcess(process, patient.files(), findings, told);
    }
  }

  private static void examineHooks(
      String path, HostFiles files, Findings findings, Set<String> told) {
    switch (files.names(path)) {
      case Probe.Unknown<List<String>>(String reason) -> findings.notExamined(path, reason);
      case Probe.Known<List<String>>(List<String> names) -> {
        for (String name : names) {
          String script = path + "/" + name;
          if (files.names(script) instanceof Probe.Known<List<String>>(var inner)
              && !inner.isEmpty()) {
            examineHooks(script, files, findings, told);
          } else {
            examineScript(script, Remedy.run("chmod -x " + script), files, findings, told);
          }
        }
      }
    }
  }

  private static void examineScript(
      String path, Remedy remedy, HostFiles files, Findings findings, Set<String> told) {
    Optional<String> text = files.text(path).ifKnown().flatMap(there -> there);
    List<String> changes = RuleScript.changes(text.orElse(""));
    if (!changes.isEmpty() && told.add(path)) {
      tell(path, changes, remedy, findings);
    }
    if (files.text(path) instanceof Probe.Unknown<Optional<String>>(String reason)
        && reason.contains("ermission denied")
        && told.add(path)) {
      findings.notExamined(path, reason);
    }
  }

  private static void examineUnits(HostState patient, Findings findings, Set<String> told) {
    Set<String> names = new TreeSet<>(patient.units().wanted());
    names.addAll(patient.files().names(UNITS).ifKnown().orElse(List.of()));
    names.removeIf(name -> !name.endsWith(".service") || name.startsWith("rulewarden"));
    for (String name : names) {
      for (String key : List.of("ExecStartPre", "ExecStart", "ExecStartPost")) {
        for (Assignment line : patient.units().unit(name).all("Service", key)) {
          examineLine(line, remedy(name, line), patient.files(), findings, told);
        }
      }
    }
  }

  /** A unit of its own is disabled; from a drop-in of somebody else's unit the line is taken. */
  private static Remedy remedy(String unit, Assignment line) {
    return line.file().endsWith(".conf")
        ? Remedy.run("sed -i '" + line.line() + "s/^/#/' " + line.file(), "systemctl daemon-reload")
        : Remedy.run("systemctl disable --now " + unit);
  }

  private static void examineLine(
      Assignment line, Remedy remedy, HostFiles files, Findings findings, Set<String> told) {
    List<String> changes = RuleScript.changes(line.value());
    if (!changes.isEmpty() && told.add(line.file() + ":" + line.line())) {
      tell(line.file(), changes, remedy, findings);
    }
    for (String word : line.value().split("[\\s'\";]+", -1)) {
      script(word, files).ifPresent(path -> examineScript(path, remedy, files, findings, told));
    }
  }

  private static void examineProcess(
      Processes.Entry process, HostFiles files, Findings findings, Set<String> told) {
    List<String> words = process.words();
    if (words.isEmpty() || !INTERPRETERS.contains(baseName(words.getFirst()))) {
      return;
    }
    Remedy remedy = Remedy.run("kill " + process.pid());
    List<String> changes = RuleScript.changes(String.join(" ", words));
    if (!changes.isEmpty()) {
      tell("process " + process.pid() + " (" + process.name() + ")", changes, remedy, findings);
    }
    for (String word : words.subList(1, words.size())) {
      script(word, files).ifPresent(path -> examineScript(path, remedy, files, findings, told));
    }
  }

  /**
   * The path of a script that a command runs, if it is not a package's; prefixes of systemd's are
   * passed over.
   */
  private static Optional<String> script(String word, HostFiles files) {
    int slash = word.indexOf('/');
    if (slash < 0 || !word.substring(0, slash).chars().allMatch(c -> "-@:+!".indexOf(c) >= 0)) {
      return Optional.empty();
    }
    String path = word.substring(slash);
    if (PACKAGES.stream().anyMatch(path::startsWith)) {
      return Optional.empty();
    }
    Optional<String> text = files.text(path).ifKnown().flatMap(there -> there);
    return text.filter(there -> there.startsWith("#!")).map(_ -> path);
  }

  private static String baseName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Tells of lines that change rules. */
  static void tell(String where, List<String> changes, Remedy remedy, Findings findings) {
    String more = changes.size() == 1 ? "" : " and " + (changes.size() - 1) + " more";
    String text = where + " changes routing rules: `" + shown(changes.getFirst()) + "`" + more;
    if (RuleScript.concernOurs(changes)) {
      findings.warning("other-writer", text, WHY, remedy);
    } else {
      findings.info(
          "foreign-rules",
          text,
          "rules of others are left alone, but those that are asked first decide first",
          Remedy.none());
    }
  }

  private static String shown(String change) {
    return change.length() <= 100 ? change : change.substring(0, 100) + "...";
  }
}
