package io.github.rulewarden.doctor;

import io.github.rulewarden.doctor.host.Probe;
import io.github.rulewarden.doctor.systemd.Assignment;
import io.github.rulewarden.doctor.systemd.Ordering;
import io.github.rulewarden.doctor.systemd.Ordering.Link;
import io.github.rulewarden.doctor.systemd.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The order in which systemd starts tailscaled and each wg-quick tunnel at boot. tailscaled should
 * start after the tunnel, because the rules of the one that starts later come first.
 */
final class BootOrderCheck implements Check {
  private static final String TAILSCALED = "tailscaled.service";
  private static final String DROP_INS = "/etc/systemd/system/tailscaled.service.d";
  private static final String RELOAD = "systemctl daemon-reload";
  private static final String RESTARTS =
      "; when the tunnel restarts, its rules come first again whatever the boot order: Rulewarden"
          + " repairs that";

  @Override
  public void examine(HostState host, Findings findings) {
    if (!host.hasSystemd()) {
      findings.notExamined(
          "the boot order", Probe.Failure.other("this host was not booted with systemd"));
      return;
    }
    Units units = host.units();
    Set<String> wanted = units.wanted();
    if (!wanted.contains(TAILSCALED) || !units.unit(TAILSCALED).isPresent()) {
      return;
    }
    Ordering ordering = new Ordering(units);
    for (String name : wanted) {
      if (name.startsWith("wg-quick@")
          && name.endsWith(".service")
          && units.unit(name).isPresent()) {
        examine(name, ordering, findings);
      }
    }
  }

  private static void examine(String tunnel, Ordering ordering, Findings findings) {
    Optional<List<Link>> right = ordering.chain(TAILSCALED, tunnel);
    Optional<List<Link>> wrong = ordering.chain(tunnel, TAILSCALED);
    if (right.isPresent() && wrong.isPresent()) {
      findings.warning(
          "boot-order-circular",
          "tailscaled is ordered both after and before " + tunnel,
          "systemd breaks the cycle at boot by not starting one of them: " + described(wrong.get()),
          remedy(wrong.get()));
    } else if (right.isPresent()) {
      findings.info(
          "boot-order",
          "tailscaled starts after " + tunnel + " at boot, as it should",
          described(right.get()) + RESTARTS,
          Remedy.none());
    } else if (wrong.isPresent()) {
      List<String> commands = new ArrayList<>();
      findings.warning(
          "boot-order-wrong",
          tunnel + " starts after tailscaled at boot, so the order is wrong after every boot",
          "the rules of the one that starts later come first, here those of the VPN; "
              + described(wrong.get()),
          remedy(wrong.get(), tunnel, commands));
    } else {
      findings.info(
          "boot-order-open",
          "tailscaled and " + tunnel + " start in no defined order at boot",
          "the rules of the one that starts later come first, and that may differ at each boot"
              + RESTARTS,
          Remedy.run(rightOrder(tunnel).toArray(String[]::new)));
    }
  }

  /** The lines that make up a chain. */
  private static String described(List<Link> chain) {
    StringBuilder text = new StringBuilder();
    for (Link link : chain) {
      text.append(text.isEmpty() ? "" : ", ");
      if (link.origin().isPresent()) {
        Assignment line = link.origin().get();
        text.append(line.file()).append(" sets `").append(line).append('`');
      } else {
        text.append(link.later()).append(" starts after ").append(link.earlier());
      }
    }
    return text.toString();
  }

  private static Remedy remedy(List<Link> wrong) {
    List<String> commands = new ArrayList<>();
    return removeDependency(wrong, commands)
        ? new Remedy.Commands(with(commands, RELOAD))
        : advice(wrong);
  }

  private static Remedy remedy(List<Link> wrong, String tunnel, List<String> commands) {
    if (!removeDependency(wrong, commands)) {
      return advice(wrong);
    }
    commands.addAll(rightOrder(tunnel));
    return new Remedy.Commands(commands);
  }

  private static Remedy advice(List<Link> wrong) {
    return Remedy.advice(
        (wrong.size() == 1 ? "remove that line" : "remove one of those lines")
            + ", then run `"
            + RELOAD
            + "`");
  }

  private static List<String> with(List<String> commands, String last) {
    commands.add(last);
    return commands;
  }

  /**
   * Adds the command that removes a dependency from a file under /etc, and returns whether there is
   * one. The line itself must be removed: an empty assignment in a drop-in does not reset a
   * dependency.
   */
  private static boolean removeDependency(List<Link> chain, List<String> commands) {
    Link link = chain.getFirst();
    if (chain.size() > 1 || link.origin().isEmpty()) {
      return false;
    }
    Assignment line = link.origin().get();
    String word = line.key().equals("Before") ? link.later() : link.earlier();
    if (!line.file().startsWith("/etc/") || !line.value().contains(word)) {
      return false;
    }
    commands.add(
        "sed -i '/^" + line.key() + " *=/s/" + word.replace(".", "\\.") + "//' " + line.file());
    return true;
  }

  private static List<String> rightOrder(String tunnel) {
    String file = DROP_INS + "/after-" + tunnel.substring(0, tunnel.lastIndexOf('.')) + ".conf";
    return List.of(
        "mkdir -p " + DROP_INS, "printf '[Unit]\\nAfter=" + tunnel + "\\n' > " + file, RELOAD);
  }
}
