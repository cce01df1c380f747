package io.github.rulewarden.kernel.wireguard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.TunnelSettings;
import io.github.rulewarden.kernel.rule.RuleChannel;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.Errno;
import io.github.rulewarden.netlink.KernelException;
import io.github.rulewarden.netlink.Reception;
import io.github.rulewarden.netlink.generic.GenericCaptures;
import io.github.rulewarden.netlink.generic.Requests;
import io.github.rulewarden.netlink.netfilter.NetfilterCaptures;
import io.github.rulewarden.netlink.testing.ScriptedPeer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * A tunnel of the kernel's module. The replies have the format that the module's header describes.
 */
class TunnelSettingsReaderTest {
  private static final int CONTROLLER = 16;
  private static final int WIREGUARD = 29;
  private static final Link WG0 = new Link(7, "wg0", Link.Kind.WIREGUARD);

  private final ScriptedPeer peer = new ScriptedPeer(11);
  private final TunnelSettingsReader reader = reader(peer);

  @Test
  void aPeersAddressesMayComeInSeveralMessages() {
    answerFamily();
    answerDump(GenericCaptures.BEGINNING, GenericCaptures.CONTINUATION);
    assertEquals(Optional.of(new TunnelSettings(7, 51820, Set.of(Family.IPV4))), reader.read(WG0));
    assertEquals(WIREGUARD, peer.sent().get(1).getFirst().type());
    assertInstanceOf(Reception.Closed.class, peer.receive(0));
  }

  @Test
  void aTunnelForSomePrefixesCapturesNoFamily() {
    answerFamily();
    answerDump(GenericCaptures.BEGINNING);
    assertEquals(Optional.of(new TunnelSettings(7, 51820, Set.of())), reader.read(WG0));
  }

  @Test
  void aTunnelOfWhichNothingIsSaidCannotBeRead() {
    answerFamily();
    answerDump(GenericCaptures.CONTINUATION);
    assertEquals(Optional.empty(), reader.read(WG0));
  }

  @Test
  void withoutTheModuleItCannotBeRead() {
    refuse(Errno.ENOENT);
    assertEquals(Optional.empty(), reader.read(WG0));
  }

  @Test
  void anAbsentOrForbiddenTunnelCannotBeRead() {
    for (Errno errno : List.of(Errno.ENODEV, Errno.EPERM, Errno.EOPNOTSUPP)) {
      ScriptedPeer another = new ScriptedPeer(12);
      another.next(sent ->
          List.of(
              ScriptedPeer.datagram(
                  another.part(sent.getFirst(), CONTROLLER, GenericCaptures.FAMILY))));
      another.next(
          sent -> List.of(ScriptedPeer.datagram(another.refusal(sent.getFirst(), errno, ""))));
      assertEquals(Optional.empty(), reader(another).read(WG0));
      assertEquals(0, another.scriptsLeft());
    }
  }

  @Test
  void malformedOrMissingRepliesAreEmpty() {
    peer.next(_ -> List.of(new Reception.Datagram(Bytes.parseHex("03"))));
    assertEquals(Optional.empty(), reader.read(WG0));
    ScriptedPeer silent = new ScriptedPeer(12);
    silent.next(_ -> List.of());
    assertEquals(Optional.empty(), reader(silent).read(WG0));
  }

  @Test
  void withoutGenericNetlinkItCannotBeRead() {
    RuleChannel.Opener none =
        () -> {
          throw new KernelException("socket", Errno.EPROTONOSUPPORT.number());
        };
    assertEquals(
        Optional.empty(),
        new TunnelSettingsReader(none, List.of(), new WgQuickEvidence(none, none)).read(WG0));
  }

  @Test
  void otherLinksAreNotQueried() {
    assertEquals(Optional.empty(), reader.read(new Link(2, "eth0", Link.Kind.OTHER)));
    assertEquals(Optional.empty(), reader.read(new Link(3, "tun0", Link.Kind.TUN)));
    assertEquals(List.of(), peer.sent());
  }

  @Test
  void wgQuicksFirewallConfirmsTheSameMark() {
    answerFamily();
    answerDump(GenericCaptures.BEGINNING, GenericCaptures.CONTINUATION);
    assertEquals(
        Optional.of(new TunnelSettings(7, 51820, Set.of(Family.IPV4), Set.of(Family.IPV4))),
        reader(peer, firewall(51820)).read(WG0));
  }

  @Test
  void anotherMarkInWgQuicksFirewallConfirmsNothing() {
    answerFamily();
    answerDump(GenericCaptures.BEGINNING, GenericCaptures.CONTINUATION);
    assertEquals(
        Optional.of(new TunnelSettings(7, 51820, Set.of(Family.IPV4))),
        reader(peer, firewall(51821)).read(WG0));
  }

  /** A tunnel without captures is not confirmed. */
  @Test
  void nothingIsReadThatWouldConfirmNothing() {
    answerFamily();
    answerDump(GenericCaptures.BEGINNING);
    ScriptedPeer netfilter = firewall(51820);
    assertEquals(
        Optional.of(new TunnelSettings(7, 51820, Set.of())), reader(peer, netfilter).read(WG0));
    assertEquals(List.of(), netfilter.sent());
  }

  /** A tunnel has one mark, so one of the families' rules is out of date. */
  @Test
  void familiesThatDisagreeTellNoMark() {
    refuse(Errno.EPERM);
    ScriptedPeer netfilter =
        FirewallPeer.of(
            NetfilterCaptures.IPV4_DESTINATION,
            NetfilterCaptures.IPV4_SAVE_MARK,
            NetfilterCaptures.IPV6_DESTINATION,
            FirewallPeer.withMark(NetfilterCaptures.IPV6_SAVE_MARK, 51821));
    assertEquals(Optional.empty(), reader(peer, netfilter).read(WG0));
  }

  @Test
  void wgQuicksFirewallHasTheMarkOfAnUnreadableTunnel() {
    refuse(Errno.EPERM);
    Set<Family> ipv4 = Set.of(Family.IPV4);
    assertEquals(
        Optional.of(new TunnelSettings(7, 51820, ipv4, ipv4)),
        reader(peer, firewall(51820)).read(WG0));
  }

  /** Both modules use the same commands and attributes; only the family has another name. */
  @Test
  void amneziasModuleAnswersLikeWireGuards() {
    answerFamily();
    answerDump(GenericCaptures.BEGINNING, GenericCaptures.CONTINUATION);
    Link awg0 = new Link(7, "wg0", Link.Kind.AMNEZIAWG);
    Set<Family> ipv4 = Set.of(Family.IPV4);
    assertEquals(
        Optional.of(new TunnelSettings(7, 51820, ipv4, ipv4)),
        reader(peer, firewall(51820)).read(awg0));
    assertEquals(
        Requests.family("amneziawg").payload(), peer.sent().getFirst().getFirst().payload());
  }

  private static TunnelSettingsReader reader(ScriptedPeer generic) {
    return reader(generic, FirewallPeer.empty());
  }

  private static TunnelSettingsReader reader(ScriptedPeer generic, ScriptedPeer netfilter) {
    WgQuickEvidence evidence =
        new WgQuickEvidence(() -> netfilter, () -> FirewallPeer.ofAddresses(WG0.index()));
    return new TunnelSettingsReader(() -> generic, List.of(Path.of("/nonexistent")), evidence);
  }

  private static ScriptedPeer firewall(long mark) {
    return FirewallPeer.of(
        NetfilterCaptures.IPV4_DESTINATION,
        FirewallPeer.withMark(NetfilterCaptures.IPV4_SAVE_MARK, mark));
  }

  private void answerFamily() {
    peer.next(sent ->
        List.of(
            ScriptedPeer.datagram(peer.part(sent.getFirst(), CONTROLLER, GenericCaptures.FAMILY))));
  }

  private void answerDump(Bytes... parts) {
    peer.next(sent -> {
      List<Reception> answers = new ArrayList<>();
      for (Bytes part : parts) {
        answers.add(ScriptedPeer.datagram(peer.part(sent.getFirst(), WIREGUARD, part)));
      }
      answers.add(ScriptedPeer.datagram(peer.done(sent.getFirst())));
      return answers;
    });
  }

  private void refuse(Errno errno) {
    peer.next(sent -> List.of(ScriptedPeer.datagram(peer.refusal(sent.getFirst(), errno, ""))));
  }
}
