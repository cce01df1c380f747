package io.github.rulewarden.kernel.wireguard;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.kernel.rule.RuleChannel;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.Conversation;
import io.github.rulewarden.netlink.Frame;
import io.github.rulewarden.netlink.NetlinkException;
import io.github.rulewarden.netlink.Transport;
import io.github.rulewarden.netlink.linux.NetlinkProtocol;
import io.github.rulewarden.netlink.linux.NetlinkSocket;
import io.github.rulewarden.netlink.route.AddressMessage;
import io.github.rulewarden.netlink.route.Requests;
import io.github.rulewarden.wire.Addresses;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Detects that wg-quick routes all traffic into a link: its firewall rules for the link exist, and
 * the link has an address that they protect. The rules remain if the link is deleted manually, and
 * the next link with that name may belong to another program, so the address is required.
 */
final class WgQuickEvidence {
  /** The kernel replies before the send returns, so only a lost reply takes this long. */
  private static final Duration TIMEOUT = Duration.ofMillis(250);

  private final RuleChannel.Opener netfilter;
  private final RuleChannel.Opener route;

  /** Reads the network namespace of the calling thread. */
  WgQuickEvidence() {
    this(
        () -> NetlinkSocket.open(NetlinkProtocol.NETFILTER),
        () -> NetlinkSocket.open(NetlinkProtocol.ROUTE));
  }

  WgQuickEvidence(RuleChannel.Opener netfilter, RuleChannel.Opener route) {
    this.netfilter = netfilter;
    this.route = route;
  }

  /**
   * The mark of the tunnel's own packets, for each family whose other packets wg-quick routes into
   * the link.
   *
   * @return no entry for a family without evidence; also empty if CAP_NET_ADMIN is missing, the
   *     kernel has no nftables, or changes interrupt every attempt to read the rules
   */
  Map<Family, Long> marks(Link link) {
    // The kernel does not allow this name, and netlink cannot encode it.
    if (link.name().indexOf('\0') >= 0) {
      return Map.of();
    }
    try {
      return confirmed(link, firewall(link));
    } catch (NetlinkException unreadable) {
      return Map.of();
    }
  }

  private Map<Family, WgQuickFirewall> firewall(Link link) throws NetlinkException {
    try (Transport transport = netfilter.open()) {
      Conversation conversation = new Conversation(transport, TIMEOUT);
      Map<Family, WgQuickFirewall> firewall = new EnumMap<>(Family.class);
      for (Family family : Family.values()) {
        Optional<WgQuickFirewall> rules = WgQuickFirewall.read(conversation, family, link.name());
        if (rules.isPresent()) {
          firewall.put(family, rules.get());
        }
      }
      return firewall;
    }
  }

  private Map<Family, Long> confirmed(Link link, Map<Family, WgQuickFirewall> firewall)
      throws NetlinkException {
    Map<Family, Long> marks = new EnumMap<>(Family.class);
    if (firewall.isEmpty()) {
      return marks;
    }
    try (Transport transport = route.open()) {
      Conversation conversation = new Conversation(transport, TIMEOUT);
      for (Map.Entry<Family, WgQuickFirewall> entry : firewall.entrySet()) {
        Set<Bytes> addresses = addresses(conversation, entry.getKey(), link);
        addresses.retainAll(entry.getValue().addresses());
        Optional<Long> mark = entry.getValue().mark();
        if (mark.isPresent() && !addresses.isEmpty()) {
          marks.put(entry.getKey(), mark.get());
        }
      }
    }
    return marks;
  }

  private static Set<Bytes> addresses(Conversation conversation, Family family, Link link)
      throws NetlinkException {
    Frame request = Requests.addresses(Addresses.family(family), link.index());
    Set<Bytes> addresses = new HashSet<>();
    for (Frame frame : conversation.dump(request)) {
      AddressMessage message = AddressMessage.decode(frame.payload());
      if (message.index() == link.index()) {
        addresses.add(message.local());
      }
    }
    return addresses;
  }
}
