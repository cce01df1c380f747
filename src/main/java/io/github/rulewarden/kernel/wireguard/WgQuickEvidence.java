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
import io.github.rulewarden.wire.RuleCodec;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether wg-quick routes all traffic into a link: its firewall rules for the link are there, and
 * an address that they protect is the link's now. The rules outlive a link that is deleted by hand,
 * and the next link of that name may be somebody else's.
 */
final class WgQuickEvidence {
  /** The kernel has answered before the send returns; only a lost answer takes as long as this. */
  private static final Duration TIMEOUT = Duration.ofMillis(250);

  private final RuleChannel.Opener netfilter;
  private final RuleChannel.Opener route;

  /** The evidence in the network namespace of the thread that reads it. */
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
   * The mark of the tunnel's own packets, for each family whose unmarked packets wg-quick routes
   * into the link.
   *
   * @return no entry for a family without evidence; empty also if CAP_NET_ADMIN is missing, the
   *     kernel has no nftables, or the rules change too fast to be read
   */
  Map<Family, Long> marks(Link link) {
    // The kernel allows no such name, and it cannot be sent as a netlink string.
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
    Frame request = Requests.addresses(RuleCodec.addressFamily(family), link.index());
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
