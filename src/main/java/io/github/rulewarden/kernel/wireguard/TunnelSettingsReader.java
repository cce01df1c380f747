package io.github.rulewarden.kernel.wireguard;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.TunnelSettings;
import io.github.rulewarden.kernel.rule.RuleChannel;
import io.github.rulewarden.netlink.Conversation;
import io.github.rulewarden.netlink.NetlinkException;
import io.github.rulewarden.netlink.Transport;
import io.github.rulewarden.netlink.generic.Requests;
import io.github.rulewarden.netlink.linux.NetlinkProtocol;
import io.github.rulewarden.netlink.linux.NetlinkSocket;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what a WireGuard tunnel was told: of the kernel's module over generic netlink, of a program
 * behind a TUN over its control socket. Also finds out from wg-quick's firewall rules whether
 * wg-quick routes all traffic into the tunnel; they also give the mark if the tunnel itself cannot
 * be read.
 *
 * <p>For a thread whose network namespace is the links'. Each reading opens what it needs and
 * closes it, so that nothing is held between readings and none is harmed by the one before.
 */
public final class TunnelSettingsReader {
  /**
   * The directories of control sockets: wireguard-go's, boringtun's and others', then
   * amneziawg-go's. Older versions of amneziawg-go use the first.
   */
  private static final List<Path> SOCKETS =
      List.of(Path.of("/var/run/wireguard"), Path.of("/var/run/amneziawg"));

  /** The kernel has answered before the send returns; only a lost answer takes as long as this. */
  private static final Duration PATIENCE = Duration.ofMillis(250);

  private final RuleChannel.Opener generic;
  private final List<UserspaceWireGuard> controlSockets = new ArrayList<>();
  private final WgQuickEvidence evidence;

  /** A reader of the tunnels of this thread's network namespace. */
  public TunnelSettingsReader() {
    this(() -> NetlinkSocket.open(NetlinkProtocol.GENERIC), SOCKETS, new WgQuickEvidence());
  }

  TunnelSettingsReader(RuleChannel.Opener generic, List<Path> sockets, WgQuickEvidence evidence) {
    this.generic = generic;
    for (Path directory : sockets) {
      controlSockets.add(new UserspaceWireGuard(directory));
    }
    this.evidence = evidence;
  }

  /**
   * The settings of a link's tunnel.
   *
   * @return empty if it is no WireGuard tunnel, or it cannot be read and wg-quick's firewall rules
   *     do not tell either: CAP_NET_ADMIN is missing, the control socket is another user's, who
   *     should answer hangs or makes no sense. It takes a second at most.
   */
  public Optional<TunnelSettings> read(Link link) {
    return switch (link.kind()) {
      case WIREGUARD -> confirm(link, readModule(link, Requests.WIREGUARD));
      case TUN -> confirm(link, readControlSocket(link));
      case AMNEZIAWG -> confirm(link, readModule(link, Requests.AMNEZIAWG));
      case OVPN, XFRM, POINT_TO_POINT, OTHER -> Optional.empty();
    };
  }

  private Optional<TunnelSettings> readModule(Link link, String family) {
    try (Transport transport = generic.open()) {
      return KernelWireGuard.read(new Conversation(transport, PATIENCE), family, link.index());
    } catch (NetlinkException unreadable) {
      return Optional.empty();
    }
  }

  private Optional<TunnelSettings> readControlSocket(Link link) {
    for (UserspaceWireGuard socket : controlSockets) {
      try {
        Optional<TunnelSettings> settings = socket.read(link);
        if (settings.isPresent()) {
          return settings;
        }
      } catch (IOException unreadable) {
        // It may be in the next directory.
      }
    }
    return Optional.empty();
  }

  private Optional<TunnelSettings> confirm(Link link, Optional<TunnelSettings> settings) {
    if (settings.isEmpty()) {
      return settingsOf(link, evidence.marks(link));
    }
    TunnelSettings known = settings.get();
    // Without a mark, or an allowed prefix of length 0, there is nothing to confirm.
    if (known.fwmark() == 0 || known.captures().isEmpty()) {
      return settings;
    }
    Set<Family> confirmed = EnumSet.noneOf(Family.class);
    for (Map.Entry<Family, Long> mark : evidence.marks(link).entrySet()) {
      if (mark.getValue() == known.fwmark()) {
        confirmed.add(mark.getKey());
      }
    }
    return Optional.of(known.confirmedFor(confirmed));
  }

  /** A tunnel has one mark: if the families' firewall rules disagree, some are out of date. */
  private static Optional<TunnelSettings> settingsOf(Link link, Map<Family, Long> marks) {
    Set<Long> different = new HashSet<>(marks.values());
    if (different.size() != 1) {
      return Optional.empty();
    }
    Set<Family> families = marks.keySet();
    return Optional.of(
        new TunnelSettings(link.index(), different.iterator().next(), families, families));
  }
}
