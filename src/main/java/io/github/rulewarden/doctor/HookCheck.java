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

/** Other scripts that change routing rules: dispatcher hooks, units and running scripts. */
final class HookCheck implements Check {
  /** Directories of scripts; some have subdirectories of scripts. */
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

  /** Where packages install programs. */
  private static final List<String> PACKAGES =
      List.of("/usr/bin/", "/usr/sbin/", "/bin/", "/sbin/", "/usr/lib/", "/lib/");

  private static final String UNITS = "/etc/systemd/system";

  private static final String WHY =
      "two programs that move the same rules undo each other's changes; if this one keeps Tailscale"
          + " first, Rulewarden does that already";

  @Override
  public void examine(HostState host, Findings findings) {
    Set<String> reported = new HashSet<>();
    for (String directory : HOOKS) {
      examineHooks(directory, host.files(), findings, reported);
    }
    examineUnits(host, findings, reported);
    for (Processes.Entry process : host.processes()) {
      examineProcess(process, host.files(), findings, reported);
    }
  }

  private static void examineHooks(
      String path, HostFiles files, Findings findings, Set<String> reported) {
    switch (files.names(path)) {
      case Probe.Unknown<List<String>>(Probe.Failure failure) ->
          findings.notExamined(path, failure);
      case Probe.Known<List<String>>(List<String> names) -> {
        for (String name : names) {
          String script = path + "/" + name;
          if (files.names(script) instanceof Probe.Known<List<String>>(var inner)
              && !inner.isEmpty()) {
            examineHooks(script, files, findings, reported);
          } else {
            examineScript(script, Remedy.run("chmod -x " + script), files, findings, reported);
          }
        }
      }
    }
  }

  private static void examineScript(
      String path, Remedy remedy, HostFiles files, Findings findings, Set<String> reported) {
    switch (files.text(path)) {
      case Probe.Known<Optional<String>>(Optional<String> text) -> {
        List<String> changes = RuleScript.changes(text.orElse(""));
        if (!changes.isEmpty() && reported.add(path)) {
          report(path, changes, remedy, findings);
        }
      }
      case Probe.Unknown<Optional<String>>(Probe.Failure failure) -> {
        // Anything else is not a script: a directory, a device.
        if (failure.cause() == Probe.Cause.FORBIDDEN && reported.add(path)) {
          findings.notExamined(path, failure);
        }
      }
    }
  }

  private static void examineUnits(HostState host, Findings findings, Set<String> reported) {
    Set<String> names = new TreeSet<>(host.units().wanted());
    names.addAll(host.files().names(UNITS).ifKnown().orElse(List.of()));
    names.removeIf(name -> !name.endsWith(".service") || name.startsWith("rulewarden"));
    for (String name : names) {
      for (String key : List.of("ExecStartPre", "ExecStart", "ExecStartPost")) {
        for (Assignment line : host.units().unit(name).all("Service", key)) {
          examineLine(line, remedy(name, line), host.files(), findings, reported);
        }
      }
    }
  }

  /** Disables the unit, or comments out the line if it is in a drop-in of another unit. */
  private static Remedy remedy(String unit, Assignment line) {
    return line.file().endsWith(".conf")
        ? Remedy.run("sed -i '" + line.line() + "s/^/#/' " + line.file(), "systemctl daemon-reload")
        : Remedy.run("systemctl disable --now " + unit);
  }

  private static void examineLine(
      Assignment line, Remedy remedy, HostFiles files, Findings findings, Set<String> reported) {
    List<String> changes = RuleScript.changes(line.value());
    if (!changes.isEmpty() && reported.add(line.file() + ":" + line.line())) {
      report(line.file(), changes, remedy, findings);
    }
    for (String word : line.value().split("[\\s'\";]+", -1)) {
      script(word, files).ifPresent(path -> examineScript(path, remedy, files, findings, reported));
    }
  }

  private static void examineProcess(
      Processes.Entry process, HostFiles files, Findings findings, Set<String> reported) {
    List<String> words = process.words();
    if (words.isEmpty() || !INTERPRETERS.contains(baseName(words.getFirst()))) {
      return;
    }
    Remedy remedy = Remedy.run("kill " + process.pid());
    List<String> changes = RuleScript.changes(String.join(" ", words));
    if (!changes.isEmpty()) {
      report("process " + process.pid() + " (" + process.name() + ")", changes, remedy, findings);
    }
    for (String word : words.subList(1, words.size())) {
      script(word, files).ifPresent(path -> examineScript(path, remedy, files, findings, reported));
    }
  }

  /**
   * The path of a script that a command runs, unless it belongs to a package. Skips systemd's
   * prefixes for commands.
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
    Optional<String> text = files.text(path).ifKnown().flatMap(content -> content);
    return text.filter(content -> content.startsWith("#!")).map(_ -> path);
  }

  private static String baseName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Adds the finding that some lines change rules. */
  static void report(String where, List<String> changes, Remedy remedy, Findings findings) {
    String more = changes.size() == 1 ? "" : " and " + (changes.size() - 1) + " more";
    String text = where + " changes routing rules: `" + shortened(changes.getFirst()) + "`" + more;
    if (RuleScript.concernOurs(changes)) {
      findings.warning("other-writer", text, WHY, remedy);
    } else {
      findings.info(
          "foreign-rules",
          text,
          "Rulewarden does not change the rules of other programs, but the kernel evaluates those"
              + " before Tailscale's first",
          Remedy.none());
    }
  }

  private static String shortened(String change) {
    return change.length() <= 100 ? change : change.substring(0, 100) + "...";
  }
}
