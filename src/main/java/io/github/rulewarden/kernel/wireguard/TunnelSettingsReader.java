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
 * Reads the settings of a WireGuard tunnel: of the kernel module over generic netlink, of a program
 * behind a TUN device over its control socket. wg-quick's firewall rules confirm that wg-quick
 * routes all traffic into the tunnel. They also contain the fwmark if the tunnel itself cannot be
 * read.
 *
 * <p>For a thread in the network namespace of the links. Each read opens and closes its own
 * sockets, so that an earlier read cannot affect it.
 */
public final class TunnelSettingsReader {
  /**
   * The directories of control sockets: of wireguard-go, boringtun and others, then of
   * amneziawg-go. Older versions of amneziawg-go use the first.
   */
  private static final List<Path> SOCKETS =
      List.of(Path.of("/var/run/wireguard"), Path.of("/var/run/amneziawg"));

  /** The kernel replies before the send returns, so only a lost reply takes this long. */
  private static final Duration TIMEOUT = Duration.ofMillis(250);

  private final RuleChannel.Opener generic;
  private final List<UserspaceWireGuard> controlSockets = new ArrayList<>();
  private final WgQuickEvidence evidence;

  /** A reader for the network namespace of the calling thread. */
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
   * Reads the settings of the tunnel of a link. It takes a second at most.
   *
   * @return empty if it is not a WireGuard tunnel, or if neither the tunnel nor wg-quick's firewall
   *     rules can be read: CAP_NET_ADMIN is missing, the control socket belongs to another user, or
   *     the program hangs or sends an invalid reply
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
      return KernelWireGuard.read(new Conversation(transport, TIMEOUT), family, link.index());
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
        // The socket may be in the next directory.
      }
    }
    return Optional.empty();
  }

  private Optional<TunnelSettings> confirm(Link link, Optional<TunnelSettings> settings) {
    if (settings.isEmpty()) {
      return settingsOf(link, evidence.marks(link));
    }
    TunnelSettings known = settings.get();
    // Without a mark or an allowed prefix of length 0 there is nothing to confirm.
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

  /** A tunnel has one mark. If the rules of the families disagree, some are outdated. */
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
