package io.github.rulewarden.kernel.wireguard;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.TunnelSettings;
import io.github.rulewarden.netlink.Conversation;
import io.github.rulewarden.netlink.Frame;
import io.github.rulewarden.netlink.NetlinkException;
import io.github.rulewarden.netlink.generic.AllowedIp;
import io.github.rulewarden.netlink.generic.AllowedIpAttribute;
import io.github.rulewarden.netlink.generic.DeviceAttribute;
import io.github.rulewarden.netlink.generic.DeviceMessage;
import io.github.rulewarden.netlink.generic.FamilyMessage;
import io.github.rulewarden.netlink.generic.Peer;
import io.github.rulewarden.netlink.generic.PeerAttribute;
import io.github.rulewarden.netlink.generic.Requests;
import io.github.rulewarden.wire.Addresses;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** Reads a tunnel of the kernel module, by combining the messages of a dump. */
final class KernelWireGuard {
  private final Set<Family> captures = EnumSet.noneOf(Family.class);
  private OptionalLong fwmark = OptionalLong.empty();

  private KernelWireGuard() {}

  /**
   * Returns empty if the kernel's replies lack the settings.
   *
   * @param family {@link Requests#WIREGUARD} or {@link Requests#AMNEZIAWG}
   */
  static Optional<TunnelSettings> read(Conversation conversation, String family, int link)
      throws NetlinkException {
    Frame reply = conversation.query(Requests.family(family));
    OptionalInt number = FamilyMessage.decode(reply.payload()).number();
    if (number.isEmpty()) {
      return Optional.empty();
    }
    KernelWireGuard tunnel = new KernelWireGuard();
    for (Frame part : conversation.dump(Requests.device(number.getAsInt(), link))) {
      tunnel.add(DeviceMessage.decode(part.payload()));
    }
    return tunnel.fwmark.isEmpty()
        ? Optional.empty()
        : Optional.of(new TunnelSettings(link, tunnel.fwmark.getAsLong(), tunnel.captures));
  }

  /** The peer of an address is irrelevant, so a peer may continue in the next message. */
  private void add(DeviceMessage part) {
    for (DeviceAttribute attribute : part.attributes()) {
      if (attribute instanceof DeviceAttribute.FwMark mark) {
        fwmark = OptionalLong.of(mark.value());
      } else if (attribute instanceof DeviceAttribute.Peers some) {
        for (Peer peer : some.peers()) {
          add(peer);
        }
      }
    }
  }

  private void add(Peer peer) {
    for (PeerAttribute attribute : peer.attributes()) {
      if (attribute instanceof PeerAttribute.AllowedIps some) {
        for (AllowedIp allowed : some.addresses()) {
          add(allowed);
        }
      }
    }
  }

  private void add(AllowedIp allowed) {
    Optional<AllowedIpAttribute.PrefixLength> length =
        allowed.find(AllowedIpAttribute.PrefixLength.class);
    Optional<AllowedIpAttribute.FamilyNumber> number =
        allowed.find(AllowedIpAttribute.FamilyNumber.class);
    if (length.isEmpty() || length.get().bits() != 0 || number.isEmpty()) {
      return;
    }
    for (Family family : Family.values()) {
      if (Addresses.family(family).number() == number.get().value()) {
        captures.add(family);
      }
    }
  }
}
