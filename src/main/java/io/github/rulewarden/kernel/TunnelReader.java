package io.github.rulewarden.kernel;

import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.TunnelSettings;
import io.github.rulewarden.netlink.Conversation;
import io.github.rulewarden.netlink.NetlinkException;
import io.github.rulewarden.netlink.Transport;
import io.github.rulewarden.netlink.linux.NetlinkProtocol;
import io.github.rulewarden.netlink.linux.NetlinkSocket;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Reads what a WireGuard tunnel was told: of the kernel's module over generic netlink, of a program
 * behind a TUN over its control socket.
 *
 * <p>For a thread whose network namespace is the links'. Each reading opens what it needs and
 * closes it, so that nothing is held between readings and none is harmed by the one before.
 */
public final class TunnelReader {
  /** Where wireguard-go, boringtun and others have their control sockets. */
  private static final Path SOCKETS = Path.of("/var/run/wireguard");

  /** The kernel has answered before the send returns; only a lost answer takes as long as this. */
  private static final Duration PATIENCE = Duration.ofMillis(250);

  private final RuleChannel.Opener generic;
  private final ControlSocket controlSocket;

  /** A reader of the tunnels of this thread's network namespace. */
  public TunnelReader() {
    this(() -> NetlinkSocket.open(NetlinkProtocol.GENERIC), SOCKETS);
  }

  TunnelReader(RuleChannel.Opener generic, Path sockets) {
    this.generic = generic;
    this.controlSocket = new ControlSocket(sockets);
  }

  /**
   * The settings of a link's tunnel.
   *
   * @return empty if it is no WireGuard tunnel or cannot be read: CAP_NET_ADMIN is missing, the
   *     control socket is another user's, who should answer hangs or makes no sense. It takes a
   *     quarter of a second at most.
   */
  public Optional<TunnelSettings> read(Link link) {
    try {
      return switch (link.kind()) {
        case WIREGUARD -> readModule(link);
        case TUN -> controlSocket.read(link);
        case AMNEZIAWG, OVPN, XFRM, POINT_TO_POINT, OTHER -> Optional.empty();
      };
    } catch (NetlinkException | IOException unreadable) {
      return Optional.empty();
    }
  }

  private Optional<TunnelSettings> readModule(Link link) throws NetlinkException {
    try (Transport transport = generic.open()) {
      return ModuleTunnel.read(new Conversation(transport, PATIENCE), link.index());
    }
  }
}
