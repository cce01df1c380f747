package io.github.rulewarden.netlink.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.Frame;
import io.github.rulewarden.netlink.Reception;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScriptedPeerTest {
  private final ScriptedPeer peer = new ScriptedPeer(1);

  @Test
  void anUnexpectedRequestFailsTheTest() {
    Bytes datagram = Frame.encode(List.of(Frame.request(34, 0, Bytes.EMPTY)));
    assertThrows(AssertionError.class, () -> peer.send(datagram));
  }

  @Test
  void aMalformedMessageFailsTheTest() {
    assertThrows(AssertionError.class, () -> peer.send(Bytes.parseHex("01")));
  }

  @Test
  void withoutAnAnswerAReceiveIsEmptyAndAfterTheCloseItIsClosed() {
    assertEquals(new Reception.Empty(), peer.receive(5));
    peer.close();
    assertEquals(new Reception.Closed(), peer.receive(5));
  }
}
