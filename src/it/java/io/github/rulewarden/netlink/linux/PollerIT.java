package io.github.rulewarden.netlink.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.netlink.Frame;
import io.github.rulewarden.netlink.KernelException;
import io.github.rulewarden.netlink.NetlinkException;
import io.github.rulewarden.netlink.Reception;
import io.github.rulewarden.netlink.Transport;
import io.github.rulewarden.netlink.route.AddressFamily;
import io.github.rulewarden.netlink.route.Requests;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PollerIT {
  private static final long LONG = 10_000_000_000L;

  private Poller poller;
  private NetlinkSocket first;
  private NetlinkSocket second;

  @BeforeEach
  void open() throws KernelException {
    poller = new Poller(2);
    first = NetlinkSocket.open(NetlinkProtocol.ROUTE);
    second = NetlinkSocket.open(NetlinkProtocol.ROUTE);
    poller.watch(first);
    poller.watch(second);
  }

  @AfterEach
  void close() {
    poller.close();
    second.close();
    first.close();
  }

  @Test
  void theTimeoutPasses() throws KernelException {
    long begin = System.nanoTime();
    poller.await(2_000_000);
    assertTrue(System.nanoTime() - begin >= 2_000_000);
    assertNothing();
    poller.await(0);
    assertNothing();
  }

  @Test
  void onlyTheReadableSocketIsReady() throws NetlinkException {
    ask(second);
    poller.await(LONG);
    assertFalse(poller.isReady(first));
    assertTrue(poller.isReady(second));
    assertFalse(poller.isWoken());

    // The socket stays ready until it is drained.
    poller.await(LONG);
    assertTrue(poller.isReady(second));
    while (second.receive(0) instanceof Reception.Datagram) {}
    poller.await(0);
    assertNothing();
  }

  @Test
  void wakingEndsAWaitUnderWay() throws Exception {
    SleepingThread<Boolean> waiter =
        new SleepingThread<>(() -> {
          poller.await(Transport.FOREVER);
          return poller.isWoken();
        });
    waiter.awaitSleep();
    poller.wake();
    assertEquals(true, waiter.result());
  }

  @Test
  void wakingBeforeTheWaitEndsThatOneAndNotTheNext() throws KernelException {
    poller.wake();
    poller.wake();
    poller.await(LONG);
    assertTrue(poller.isWoken());
    poller.await(0);
    assertNothing();
  }

  @Test
  void wakingAndReceivingAtOnce() throws NetlinkException {
    poller.wake();
    ask(first);
    poller.await(LONG);
    assertTrue(poller.isWoken());
    assertTrue(poller.isReady(first));
  }

  @Test
  void aForgottenSocketIsNotWaitedForAndTheOtherOneStillIs() throws NetlinkException {
    ask(first);
    ask(second);
    poller.forget(first);
    poller.forget(first);
    poller.await(LONG);
    assertFalse(poller.isReady(first));
    assertTrue(poller.isReady(second));
    poller.forget(second);
    poller.await(0);
    assertNothing();
    poller.watch(first);
    poller.await(LONG);
    assertTrue(poller.isReady(first));
  }

  @Test
  void theCapacityIsLimited() throws KernelException {
    try (NetlinkSocket third = NetlinkSocket.open(NetlinkProtocol.ROUTE)) {
      assertThrows(IllegalStateException.class, () -> poller.watch(third));
    }
  }

  @Test
  void afterTheCloseAWakeUpIsWithoutEffect() {
    poller.close();
    poller.wake();
    poller.close();
  }

  private void assertNothing() {
    assertFalse(poller.isWoken());
    assertFalse(poller.isReady(first));
    assertFalse(poller.isReady(second));
  }

  private static void ask(NetlinkSocket socket) throws KernelException {
    socket.send(Frame.encode(List.of(Requests.rules(AddressFamily.IPV4))));
  }
}
