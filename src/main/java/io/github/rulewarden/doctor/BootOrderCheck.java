package io.github.rulewarden.doctor;

import io.github.rulewarden.doctor.systemd.Assignment;
import io.github.rulewarden.doctor.systemd.Ordering;
import io.github.rulewarden.doctor.systemd.Ordering.Link;
import io.github.rulewarden.doctor.systemd.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * In which order systemd starts tailscaled and each tunnel of wg-quick's at boot. Right is
 * tailscaled after the tunnel: the later one of the two goes ahead.
 */
final class BootOrderCheck implements Check {
  private static final String TAILSCALED = "tailscaled.service";
  private static final String DROP_INS = "/etc/systemd/system/tailscaled.service.d";
  private static final String RELOAD = "systemctl daemon-reload";
  private static final String RESTARTS =
      "; no order covers a restart of the tunnel, which goes ahead again: that is Rulewarden's part";

  @Override
  public void examine(HostState patient, Findings findings) {
    if (!patient.hasSystemd()) {
      findings.notExamined("the order at boot", "this host was not started by systemd");
      return;
    }
    Units units = patient.units();
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
          "tailscaled is to start after " + tunnel + " and before it",
          "systemd leaves one of them out at boot to get out of it: " + told(wrong.get()),
          remedy(wrong.get()));
    } else if (right.isPresent()) {
      findings.info(
          "boot-order",
          "at boot tailscaled starts after " + tunnel + ", which is right",
          told(right.get()) + RESTARTS,
          Remedy.none());
    } else if (wrong.isPresent()) {
      List<String> commands = new ArrayList<>();
      findings.warning(
          "boot-order-wrong",
          "at boot " + tunnel + " starts after tailscaled, which is wrong each time",
          "the later one of the two goes ahead: with this order that is the VPN; "
              + told(wrong.get()),
          remedy(wrong.get(), tunnel, commands));
    } else {
      findings.info(
          "boot-order-open",
          "nothing orders tailscaled and " + tunnel + " at boot",
          "the later one of the two goes ahead, and which that is, is different at each boot"
              + RESTARTS,
          Remedy.run(rightOrder(tunnel).toArray(String[]::new)));
    }
  }

  /** The chain in words: who says what. */
  private static String told(List<Link> chain) {
    StringBuilder text = new StringBuilder();
    for (Link link : chain) {
      text.append(text.isEmpty() ? "" : ", ");
      if (link.origin().isPresent()) {
        Assignment line = link.origin().get();
        text.append(line.file()).append(" says `").append(line).append('`');
      } else {
        text.append(link.later()).append(" comes after ").append(link.earlier());
      }
    }
    return text.toString();
  }

  private static Remedy remedy(List<Link> wrong) {
    List<String> commands = new ArrayList<>();
    return takeBack(wrong, commands) ? new Remedy.Commands(with(commands, RELOAD)) : advice(wrong);
  }

  private static Remedy remedy(List<Link> wrong, String tunnel, List<String> commands) {
    if (!takeBack(wrong, commands)) {
      return advice(wrong);
    }
    commands.addAll(rightOrder(tunnel));
    return new Remedy.Commands(commands);
  }

  private static Remedy advice(List<Link> wrong) {
    return Remedy.advice(
        (wrong.size() == 1 ? "take that line out" : "take one of those lines out")
            + ", then run `"
            + RELOAD
            + "`");
  }

  private static List<String> with(List<String> commands, String last) {
    commands.add(last);
    return commands;
  }

  /**
   * Adds the command that takes a dependency out of the operator's own file: an empty assignment in
   * a drop-in would take nothing back.
   */
  private static boolean takeBack(List<Link> chain, List<String> commands) {
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
