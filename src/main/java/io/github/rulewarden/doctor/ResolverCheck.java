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
import io.github.rulewarden.policy.classify.Ladder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The resolver, and the route to MagicDNS. Even with the rules in order, tailnet names do not
 * resolve if {@code DNS =} of a tunnel has replaced Tailscale's resolver.
 */
final class ResolverCheck implements Check {
  private static final String RESOLV_CONF = "/etc/resolv.conf";
  private static final String MAGIC_DNS = "100.100.100.100";

  /** systemd-resolved on this host; tailscaled registers its domains with it over D-Bus. */
  private static final List<String> STUBS = List.of("127.0.0.53", "127.0.0.54");

  @Override
  public void examine(HostState host, Findings findings) {
    if (!(host.tailscale() instanceof Answering tailscale)
        || !tailscale.isRunning()
        || tailscale.mode() == Mode.USERSPACE) {
      return;
    }
    if (tailscale.names() == Names.MAGIC_DNS) {
      examineResolver(host, findings);
    }
    examineRoute(host, findings);
  }

  private static void examineResolver(HostState host, Findings findings) {
    HostFiles files = host.files();
    switch (files.text(RESOLV_CONF)) {
      case Probe.Unknown<Optional<String>>(Probe.Failure failure) ->
          findings.notExamined("the resolver (" + RESOLV_CONF + ")", failure);
      case Probe.Known<Optional<String>>(Optional<String> text) -> {
        List<String> servers = servers(text.orElse(""));
        if (servers.isEmpty() || isGood(servers.getFirst())) {
          return;
        }
        if (STUBS.contains(servers.getFirst()) || servers.getFirst().startsWith("127.")) {
          findings.info(
              "local-resolver",
              "a server on this host resolves names: " + servers.getFirst(),
              "it is unknown whether it forwards tailnet names to MagicDNS",
              Remedy.none());
        } else {
          displaced(host, servers, owner(files, text.orElse("")), findings);
        }
      }
    }
  }

  private static boolean isGood(String server) {
    return server.equals(MAGIC_DNS) || STUBS.contains(server);
  }

  private static void displaced(
      HostState host, List<String> servers, String owner, Findings findings) {
    TunnelFiles tunnels = TunnelFiles.read(host.files());
    tunnels
        .problem()
        .ifPresent(failure ->
            findings.notExamined("the tunnels' DNS settings in " + TunnelFiles.DIRECTORY, failure));
    String text =
        "MagicDNS is enabled, but "
            + RESOLV_CONF
            + " (written by "
            + owner
            + ") lists "
            + String.join(", ", servers);
    String why = "tailnet names do not resolve, even if every route is right";
    for (TunnelFile tunnel : tunnels.files()) {
      List<Line> lines = tunnel.lines("DNS");
      if (!lines.isEmpty() && host.mayHaveLink(tunnel.name())) {
        findings.warning(
            "magicdns-displaced",
            text + "; " + tunnel.path() + " has `" + lines.getFirst().text() + "`",
            why,
            TunnelFiles.withoutLines(tunnel, lines, host));
        return;
      }
    }
    findings.warning("magicdns-displaced", text, why, Remedy.run("systemctl restart tailscaled"));
  }

  /** The name servers in a resolv.conf(5). */
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

  /** The program that wrote the file, by its link target or by its comment at the top. */
  private static String owner(HostFiles files, String text) {
    String link = files.link(RESOLV_CONF).orElse("");
    if (link.contains("systemd/resolve")) {
      return "systemd-resolved";
    }
    if (link.contains("resolvconf")) {
      return "resolvconf";
    }
    String comments = String.join("\n", text.lines().filter(line -> line.startsWith("#")).toList());
    for (String program :
        List.of("resolvconf", "NetworkManager", "dhclient", "dhcpcd", "tailscale")) {
      if (comments.contains(program)) {
        return program;
      }
    }
    return "an unknown program";
  }

  private static void examineRoute(HostState host, Findings findings) {
    String link = host.tailscaleLink();
    List<String> command = List.of("ip", "-j", "route", "get", MAGIC_DNS);
    switch (host.programs().output(command)) {
      case Probe.Unknown<String>(Probe.Failure failure) ->
          findings.notExamined("the route to MagicDNS (" + MAGIC_DNS + ")", failure);
      case Probe.Known<String>(String text) -> {
        String device = device(text);
        if (device.isEmpty()) {
          findings.notExamined(
              "the route to MagicDNS", Probe.Failure.other("ip printed no device"));
        } else if (!device.equals(link)) {
          findings.warning(
              "magicdns-route",
              "packets to MagicDNS ("
                  + MAGIC_DNS
                  + ") leave through "
                  + device
                  + " instead of "
                  + link,
              "tailnet names do not resolve, and other traffic to the tailnet may fail too",
              Remedy.run(isInverted(host) ? "rulewarden repair" : "rulewarden rules"));
        }
      }
    }
  }

  private static boolean isInverted(HostState host) {
    Snapshot snapshot = host.rules().ifKnown().orElse(Snapshot.EMPTY);
    return !Ladder.of(snapshot, Family.IPV4, host.policy()).offenders().isEmpty();
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
