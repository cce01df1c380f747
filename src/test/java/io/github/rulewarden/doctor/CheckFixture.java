package io.github.rulewarden.doctor;

import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.api.State;
import io.github.rulewarden.api.Status;
import io.github.rulewarden.doctor.HostState.DaemonState;
import io.github.rulewarden.doctor.host.Probe;
import io.github.rulewarden.fib.DefaultRoute;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.Listing;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.fib.Tailnet;
import io.github.rulewarden.policy.Mode;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.Strategy;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** The state of a host for one check, and the findings of the check as text. */
final class CheckFixture {
  static final String IN_ORDER =
      """
      0: from all lookup local
      5210: from all fwmark 0x80000/0xff0000 lookup main
      5270: from all lookup 52
      5398: from all lookup main suppress_prefixlength 0
      5399: not from all fwmark 0xca6c lookup 51820
      32766: from all lookup main
      """;

  static final String INVERTED =
      """
      0: from all lookup local
      5208: from all lookup main suppress_prefixlength 0
      5209: not from all fwmark 0xca6c lookup 51820
      5210: from all fwmark 0x80000/0xff0000 lookup main
      5270: from all lookup 52
      32766: from all lookup main
      """;

  static final String WITHOUT_VPN =
      """
      0: from all lookup local
      5270: from all lookup 52
      32766: from all lookup main
      """;

  private static final List<Link> LINKS =
      List.of(
          new Link(2, "eth0", Link.Kind.OTHER),
          new Link(3, "tailscale0", Link.Kind.TUN),
          new Link(4, "wg0", Link.Kind.WIREGUARD));

  private final FixtureHost host;
  private Policy policy = Policy.DEFAULT;
  private Probe<Snapshot> rules = new Probe.Known<>(snapshot(IN_ORDER, IN_ORDER));
  private DaemonState daemon = new DaemonState.Answering(status(State.OK, Mode.REPAIR, ""));

  CheckFixture(Path root) {
    this.host = new FixtureHost(root);
  }

  /** Adds to the host, as {@link FixtureHost#add} does. */
  CheckFixture add(String text) {
    host.add(text);
    return this;
  }

  CheckFixture policy(Policy newPolicy) {
    policy = newPolicy;
    return this;
  }

  CheckFixture rules(String ipv4, String ipv6) {
    rules = new Probe.Known<>(snapshot(ipv4, ipv6));
    return this;
  }

  CheckFixture unreadableRules(String reason) {
    rules = Probe.unknown(reason);
    return this;
  }

  /** Sets the IPv4 rules of a kernel that has no policy routing for IPv6. */
  CheckFixture rulesWithoutIpv6(String ipv4) {
    Snapshot both = snapshot(ipv4, "");
    rules =
        new Probe.Known<>(
            new Snapshot(
                both.ipv4(),
                List.of(),
                List.of(new DefaultRoute(Family.IPV4, 51820, 4)),
                both.links(),
                Set.of(),
                Set.of(Family.IPV6),
                Tailnet.UNKNOWN));
    return this;
  }

  CheckFixture daemon(Status status) {
    daemon = new DaemonState.Answering(status);
    return this;
  }

  CheckFixture unavailableDaemon(ManagerException.Kind kind, String reason) {
    daemon = new DaemonState.Unavailable(kind, reason);
    return this;
  }

  CheckFixture daemonWithoutBus(String reason) {
    daemon = new DaemonState.WithoutBus(reason);
    return this;
  }

  HostState state() {
    return HostState.of(host.host(), policy, rules, daemon);
  }

  /**
   * Returns the findings of a check, one per line: {@code severity code: text} and {@code => fix}.
   */
  String says(Check check) {
    Findings findings = new Findings();
    check.examine(state(), findings);
    StringBuilder text = new StringBuilder();
    for (Diagnosis diagnosis : findings.sorted()) {
      text.append(diagnosis.severity().text()).append(' ').append(diagnosis.code()).append(": ");
      text.append(diagnosis.text()).append('\n');
      if (!diagnosis.remedy().text().isEmpty()) {
        text.append("=> ").append(diagnosis.remedy().text()).append('\n');
      }
    }
    return text.toString();
  }

  static Status status(State state, Mode mode, String reloadResult) {
    return new Status(
        state,
        "A reason.",
        mode,
        Strategy.RELOCATE,
        0,
        0,
        0,
        0,
        List.of(),
        List.of(),
        reloadResult);
  }

  private static Snapshot snapshot(String ipv4, String ipv6) {
    return new Snapshot(
        Listing.parse(Family.IPV4, ipv4),
        Listing.parse(Family.IPV6, ipv6),
        List.of(new DefaultRoute(Family.IPV4, 51820, 4), new DefaultRoute(Family.IPV6, 51820, 4)),
        LINKS);
  }
}
