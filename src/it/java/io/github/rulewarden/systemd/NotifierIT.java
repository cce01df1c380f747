package io.github.rulewarden.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.testing.LogWatch;
import io.github.rulewarden.testing.NotifySocket;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The notifier sends notices through a real datagram socket. */
@Timeout(600)
class NotifierIT {
  @Test
  void systemdIsToldEachNotice() throws Exception {
    try (NotifySocket systemd = NotifySocket.open()) {
      Notifier notifier = Notifier.open(Map.of("NOTIFY_SOCKET", systemd.path()));
      notifier.status("ok: wg0 is behind Tailscale, \u00fcber alles\nsecond line");
      notifier.ready();
      notifier.alive();
      notifier.stopping();
      assertEquals(
          "STATUS=ok: wg0 is behind Tailscale, \u00fcber alles second line", systemd.next());
      assertEquals("READY=1", systemd.next());
      assertEquals("WATCHDOG=1", systemd.next());
      assertEquals("STOPPING=1", systemd.next());
    }
  }

  @Test
  // An interrupt does not end a send in the kernel.
  @Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aSystemdThatDoesNotReadHoldsNobodyUp() throws Exception {
    try (NotifySocket systemd = NotifySocket.open();
        LogWatch log = new LogWatch(Notifier.class)) {
      Notifier notifier = Notifier.open(Map.of("NOTIFY_SOCKET", systemd.path()));
      for (int i = 0; i < 10_000; i++) {
        notifier.alive();
      }
      assertTrue(
          log.next().startsWith("WARN The notification WATCHDOG=1 was not sent to systemd: "));
      assertTrue(log.isEmpty());
    }
  }

  @Test
  void aSocketThatIsGoneIsLoggedOnce() throws Exception {
    NotifySocket systemd = NotifySocket.open();
    systemd.close();
    try (LogWatch log = new LogWatch(Notifier.class)) {
      Notifier notifier = Notifier.open(Map.of("NOTIFY_SOCKET", systemd.path()));
      notifier.ready();
      notifier.ready();
      assertTrue(log.next().startsWith("WARN The notification READY=1 was not sent to systemd: "));
      assertTrue(log.isEmpty());
    }
  }

  @Test
  void aSocketPathThatIsNoneIsLogged() throws Exception {
    try (LogWatch log = new LogWatch(Notifier.class)) {
      Notifier notifier = Notifier.open(Map.of("NOTIFY_SOCKET", "/" + "x".repeat(200)));
      notifier.ready();
      assertTrue(
          log.next()
              .startsWith("WARN No notifications are sent to systemd: NOTIFY_SOCKET is '/xxx"));
      assertTrue(log.isEmpty());
    }
  }
}
