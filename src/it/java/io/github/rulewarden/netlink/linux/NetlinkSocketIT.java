package io.github.rulewarden.netlink.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.Errno;
import io.github.rulewarden.netlink.Frame;
import io.github.rulewarden.netlink.KernelException;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.NetlinkException;
import io.github.rulewarden.netlink.Reception;
import io.github.rulewarden.netlink.Transport;
import io.github.rulewarden.netlink.route.AddressFamily;
import io.github.rulewarden.netlink.route.Requests;
import io.github.rulewarden.netlink.route.RuleAttribute;
import io.github.rulewarden.netlink.route.RuleMessage;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NetlinkSocketIT {
  private static final Reception CLOSED = new Reception.Closed();
  private static final Reception EMPTY = new Reception.Empty();

  private NetworkNamespace namespace;
  private NetlinkSocket socket;

  @BeforeEach
  void open() throws KernelException {
    namespace = NetworkNamespace.create();
    socket = namespace.run(() -> NetlinkSocket.open(NetlinkProtocol.ROUTE));
  }

  @AfterEach
  void close() {
    socket.close();
    namespace.close();
  }

  @Test
  void closeEndsAReceiveInProgress() throws Exception {
    SleepingThread<Reception> receiver =
        new SleepingThread<>(() -> socket.receive(Transport.FOREVER));
    receiver.awaitSleep();
    socket.close();
    assertEquals(CLOSED, receiver.result());
  }

  @Test
  void closeEndsAReceiveWithATimeout() throws Exception {
    SleepingThread<Reception> receiver =
        new SleepingThread<>(() -> socket.receive(3600L * 1_000_000_000));
    receiver.awaitSleep();
    socket.close();
    assertEquals(CLOSED, receiver.result());
  }

  @Test
  void aDatagramEndsAReceiveUnderWay() throws Exception {
    SleepingThread<Reception> receiver =
        new SleepingThread<>(() -> socket.receive(Transport.FOREVER));
    receiver.awaitSleep();
    socket.send(Frame.encode(List.of(Requests.rules(AddressFamily.IPV4))));
    assertTrue(receiver.result() instanceof Reception.Datagram);
  }

  @Test
  void operationsAfterTheCloseFail() throws NetlinkException {
    socket.close();
    socket.close();
    assertEquals(CLOSED, socket.receive(0));
    assertEquals(CLOSED, socket.receive(Transport.FOREVER));
    assertEquals(
        Errno.EBADF, assertThrows(KernelException.class, () -> socket.send(Bytes.EMPTY)).errno());
    assertEquals(Errno.EBADF, assertThrows(KernelException.class, () -> socket.join(1)).errno());
    assertEquals(Errno.EBADF, assertThrows(KernelException.class, () -> socket.leave(1)).errno());
    assertEquals(
        Errno.EBADF, assertThrows(KernelException.class, () -> socket.receiveBuffer(4096)).errno());
  }

  @Test
  void withoutADatagramAReceiveIsEmptyAfterItsTime() throws NetlinkException {
    assertEquals(EMPTY, socket.receive(0));
    long begin = System.nanoTime();
    assertEquals(EMPTY, socket.receive(2_000_000));
    assertTrue(System.nanoTime() - begin >= 2_000_000);
  }

  @Test
  void everySocketHasItsOwnPort() throws KernelException {
    try (NetlinkSocket other = namespace.run(() -> NetlinkSocket.open(NetlinkProtocol.ROUTE))) {
      assertNotEquals(0, socket.portId());
      assertNotEquals(0, other.portId());
      assertNotEquals(socket.portId(), other.portId());
    }
  }

  @Test
  void aGroupThatDoesNotExistCanNeitherBeJoinedNorLeft() {
    KernelException refusal = assertThrows(KernelException.class, () -> socket.join(9999));
    assertEquals("joining netlink group 9999: EINVAL (invalid argument)", refusal.getMessage());
    KernelException other = assertThrows(KernelException.class, () -> socket.leave(9999));
    assertEquals("leaving netlink group 9999: EINVAL (invalid argument)", other.getMessage());
  }

  @Test
  void theReceiveBufferGoesBeyondTheSystemsLimit() throws KernelException {
    assertEquals(2 * (64 << 20), socket.receiveBuffer(64 << 20));
  }

  @Test
  void datagramsOfOtherProcessesAreDropped() throws NetlinkException {
    // Root may send to any netlink socket, so a rule event from another sender is not trustworthy.
    try (NetlinkSocket liar = namespace.run(() -> NetlinkSocket.open(NetlinkProtocol.ROUTE));
        Arena arena = Arena.ofConfined()) {
      Bytes lie = Frame.encode(List.of(new Frame(32, 0, 0, 0, Bytes.EMPTY)));
      MemorySegment data = arena.allocate(lie.length());
      lie.copyTo(data.asByteBuffer(), 0);
      MemorySegment address = arena.allocate(SocketAddress.SIZE, 4);
      address.set(ValueLayout.JAVA_SHORT, 0, (short) SocketAddress.AF_NETLINK);
      address.set(ValueLayout.JAVA_INT, 4, socket.portId());
      long sent =
          new Libc(arena)
              .sendTo(liar.descriptor(), data, lie.length(), 0, address, SocketAddress.SIZE);
      assertEquals(lie.length(), sent);

      assertEquals(EMPTY, socket.receive(0));
      socket.send(Frame.encode(List.of(Requests.rules(AddressFamily.IPV4))));
      assertTrue(socket.receive(0) instanceof Reception.Datagram);
    }
  }

  @Test
  void aDatagramThatDoesNotFitIsMalformed() throws NetlinkException {
    // Without NETLINK_CAP_ACK, a refusal contains the request and is longer than it.
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment off = arena.allocate(4, 4);
      assertEquals(0, new Libc(arena).setOption(socket.descriptor(), 270, 10, off, 4));
    }
    RuleAttribute large = new RuleAttribute.Unknown(0x3fff, Bytes.owning(new byte[40_000]));
    RuleMessage rule = new RuleMessage(2, 33, 0, 0, 0, 1, 0, List.of(large, large));
    socket.send(Frame.encode(List.of(Requests.addRule(rule))));
    MalformedMessageException e =
        assertThrows(MalformedMessageException.class, () -> socket.receive(0));
    assertTrue(e.found().startsWith("a datagram of 80"), e::getMessage);
    assertEquals("at most 65536", e.expected());
    assertEquals(EMPTY, socket.receive(0));
  }

  @Test
  void aRequestLongerThanTheSendBufferIsRefused() {
    Bytes large = Bytes.owning(new byte[16 << 20]);
    assertEquals(
        Errno.EMSGSIZE, assertThrows(KernelException.class, () -> socket.send(large)).errno());
  }

  @Test
  void theOtherProtocolsCanBeSpoken() throws KernelException {
    for (NetlinkProtocol protocol : NetlinkProtocol.values()) {
      NetlinkSocket.open(protocol).close();
    }
  }
}
