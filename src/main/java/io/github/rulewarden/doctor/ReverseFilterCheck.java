package io.github.rulewarden.doctor;

import io.github.rulewarden.doctor.host.HostFiles;
import io.github.rulewarden.doctor.host.Probe;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.policy.classify.Ladder;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The reverse path filter of IPv4 (ip-sysctl in the kernel's documentation). It looks up the route
 * back to the source of an incoming packet, and drops the packet if it arrived on another
 * interface. With a full tunnel, the route back without a mark is the tunnel.
 */
final class ReverseFilterCheck implements Check {
  private static final String SETTINGS = "/proc/sys/net/ipv4/conf/";

  /** Strict; 0 is off, 2 is loose and accepts any interface. */
  private static final int STRICT = 1;

  private static final String FILE = "/etc/sysctl.d/90-rulewarden.conf";

  @Override
  public void examine(HostState host, Findings findings) {
    Optional<Snapshot> snapshot = host.rules().ifKnown();
    if (snapshot.isEmpty()
        || Ladder.of(snapshot.get(), Family.IPV4, host.policy()).pairs().isEmpty()) {
      return;
    }
    HostFiles files = host.files();
    if (value(files, "all", "rp_filter").isEmpty()) {
      findings.notExamined(
          "the reverse path filter",
          Probe.Failure.other(SETTINGS + "all/rp_filter cannot be read"));
      return;
    }
    for (String uplink : uplinks(files)) {
      if (effective(files, uplink, "rp_filter") == STRICT) {
        strict(uplink, findings);
        if (effective(files, uplink, "src_valid_mark") == 0) {
          unmarked(uplink, findings);
        }
      }
    }
  }

  private static void strict(String uplink, Findings findings) {
    findings.warning(
        "rp-filter-strict",
        "the reverse path filter is strict on " + uplink + " (rp_filter = 1)",
        "replies to tailscaled's own packets arrive there unmarked, and the route back is the VPN:"
            + " unless a firewall rule restores the mark, the kernel drops them, and connections"
            + " are slow or fail",
        Remedy.run("echo net.ipv4.conf.all.rp_filter=2 >> " + FILE, "sysctl -p " + FILE));
  }

  private static void unmarked(String uplink, Findings findings) {
    findings.warning(
        "src-valid-mark",
        "src_valid_mark is off for " + uplink + ", where the reverse path filter is strict",
        "the kernel drops replies to WireGuard's own packets although wg-quick marks them, so the"
            + " VPN does not work; wg-quick had turned this setting on",
        Remedy.run("echo net.ipv4.conf.all.src_valid_mark=1 >> " + FILE, "sysctl -p " + FILE));
  }

  /** The kernel uses the greater of the values of the interface and of "all". */
  private static int effective(HostFiles files, String link, String name) {
    return Math.max(value(files, "all", name).orElse(0), value(files, link, name).orElse(0));
  }

  private static Optional<Integer> value(HostFiles files, String link, String name) {
    Optional<String> text =
        files.text(SETTINGS + link + "/" + name).ifKnown().flatMap(content -> content);
    return text.map(String::strip)
        .filter(number -> number.length() == 1 && Character.isDigit(number.charAt(0)))
        .map(Integer::valueOf);
  }

  /** The interfaces of the default routes in main, the only table that /proc/net/route shows. */
  private static Set<String> uplinks(HostFiles files) {
    Set<String> uplinks = new TreeSet<>();
    if (files.text("/proc/net/route") instanceof Probe.Known<Optional<String>>(var text)) {
      for (String line : text.orElse("").lines().toList()) {
        String[] words = line.split("\\s+", -1);
        // Iface Destination Gateway Flags RefCnt Use Metric Mask ...
        if (words.length > 7 && words[1].equals("00000000") && words[7].equals("00000000")) {
          uplinks.add(words[0]);
        }
      }
    }
    return uplinks;
  }
}
