package io.github.rulewarden.doctor;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import io.github.rulewarden.doctor.TailscaleState.Answering;
import io.github.rulewarden.doctor.TailscaleState.Mode;
import io.github.rulewarden.doctor.TailscaleState.Names;
import io.github.rulewarden.doctor.TunnelFiles.Line;
import io.github.rulewarden.doctor.TunnelFiles.TunnelFile;
import io.github.rulewarden.doctor.host.HostFiles;
import io.github.rulewarden.doctor.host.Probe;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.policy.Ladder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who resolves names, and whether MagicDNS is reached. After a perfect repair names of the tailnet
 * fail all the same if {@code DNS =} of a tunnel has displaced Tailscale's resolver.
 */
final class ResolverCheck implements Check {
  private static final String RESOLV_CONF = "/etc/resolv.conf";
  private static final String MAGIC_DNS = "100.100.100.100";

  /** systemd-resolved on this host; tailscaled tells it by D-Bus which names are its own. */
  private static final List<String> STUBS = List.of("127.0.0.53", "127.0.0.54");

  @Override
  public void examine(HostState patient, Findings findings) {
    if (!(patient.tailscale() instanceof Answering tailscale)
        || !tailscale.isRunning()
        || tailscale.mode() == Mode.USERSPACE) {
      return;
    }
    if (tailscale.names() == Names.MAGIC_DNS) {
      examineResolver(patient, findings);
    }
    examineRoute(patient, findings);
  }

  private static void examineResolver(HostState patient, Findings findings) {
    HostFiles files = patient.files();
    switch (files.text(RESOLV_CONF)) {
      case Probe.Unknown<Optional<String>>(String reason) ->
          findings.notExamined("the resolver (" + RESOLV_CONF + ")", reason);
      case Probe.Known<Optional<String>>(Optional<String> text) -> {
        List<String> servers = servers(text.orElse(""));
        if (servers.isEmpty() || isGood(servers.getFirst())) {
          return;
        }
        if (STUBS.contains(servers.getFirst()) || servers.getFirst().startsWith("127.")) {
          findings.info(
              "local-resolver",
              "names are resolved by a server on this host, " + servers.getFirst(),
              "whether it passes names of the tailnet on to MagicDNS was not determined",
              Remedy.none());
        } else {
          displaced(patient, servers, owner(files, text.orElse("")), findings);
        }
      }
    }
  }

  private static boolean isGood(String server) {
    return server.equals(MAGIC_DNS) || STUBS.contains(server);
  }

  private static void displaced(
      HostState patient, List<String> servers, String owner, Findings findings) {
    TunnelFiles tunnels = TunnelFiles.read(patient.files());
    tunnels
        .problem()
        .ifPresent(
            reason -> findings.notExamined("the tunnels' DNS in " + TunnelFiles.DIRECTORY, reason));
    String asked =
        "MagicDNS is on, but "
            + RESOLV_CONF
            + " (made by "
            + owner
            + ") asks "
            + String.join(", ", servers);
    String why = "names of the tailnet fail although every route is right";
    for (TunnelFile tunnel : tunnels.files()) {
      List<Line> lines = tunnel.lines("DNS");
      if (!lines.isEmpty() && patient.mayHaveLink(tunnel.name())) {
        findings.warning(
            "magicdns-displaced",
            asked + "; " + tunnel.path() + " has `" + lines.getFirst().text() + "`",
            why,
            TunnelFiles.withoutLines(tunnel, lines, patient));
        return;
      }
    }
    findings.warning("magicdns-displaced", asked, why, Remedy.run("systemctl restart tailscaled"));
  }

  /** What resolv.conf(5) lists behind {@code nameserver}. */
  private static List<String> servers(String text) {
    List<String> servers = new ArrayList<>();
    for (String line : text.lines().toList()) {
      String[] words = line.strip().split("\\s+", -1);
      if (words.length > 1 && words[0].equals("nameserver")) {
        servers.add(words[1]);
      }
    }
    return servers;
  }

  /** Who made it: by where it is linked to, or by what its maker writes at the top. */
  private static String owner(HostFiles files, String text) {
    String link = files.link(RESOLV_CONF).orElse("");
    if (link.contains("systemd/resolve")) {
      return "systemd-resolved";
    }
    if (link.contains("resolvconf")) {
      return "resolvconf";
    }
    String comments = String.join("\n", text.lines().filter(line -> line.startsWith("#")).toList());
    for (String maker :
        List.of("resolvconf", "NetworkManager", "dhclient", "dhcpcd", "tailscale")) {
      if (comments.contains(maker)) {
        return maker;
      }
    }
    return "somebody unknown";
  }

  private static void examineRoute(HostState patient, Findings findings) {
    String link = patient.tailscaleLink();
    List<String> command = List.of("ip", "-j", "route", "get", MAGIC_DNS);
    switch (patient.host().programs().output(command)) {
      case Probe.Unknown<String>(String reason) ->
          findings.notExamined("the way to MagicDNS (" + MAGIC_DNS + ")", reason);
      case Probe.Known<String>(String text) -> {
        String device = device(text);
        if (device.isEmpty()) {
          findings.notExamined("the way to MagicDNS", "ip names no device");
        } else if (!device.equals(link)) {
          findings.warning(
              "magicdns-route",
              "packets to MagicDNS (" + MAGIC_DNS + ") leave by " + device + " and not by " + link,
              "names of the tailnet fail, and so may everything else in it",
              Remedy.run(isInverted(patient) ? "rulewarden repair" : "rulewarden rules"));
        }
      }
    }
  }

  private static boolean isInverted(HostState patient) {
    Snapshot snapshot = patient.rules().ifKnown().orElse(Snapshot.EMPTY);
    return !Ladder.of(snapshot, Family.IPV4, patient.policy()).offenders().isEmpty();
  }

  private static String device(String text) {
    try {
      JsonArray routes = JsonParser.array().from(text);
      return !routes.isEmpty() && routes.get(0) instanceof JsonObject route
          ? route.getString("dev", "")
          : "";
    } catch (JsonParserException e) {
      return "";
    }
  }
}
