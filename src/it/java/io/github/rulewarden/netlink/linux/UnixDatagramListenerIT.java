package io.github.rulewarden.netlink.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.Errno;
import io.github.rulewarden.netlink.KernelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The listener is the service manager's end of the notify socket. */
class UnixDatagramListenerIT {
  private static final long A_MINUTE = 60_000_000_000L;
  private static final Bytes READY = Bytes.owning("READY=1".getBytes(StandardCharsets.UTF_8));
  private static final Bytes STATUS = Bytes.owning("STATUS=ok".getBytes(StandardCharsets.UTF_8));

  @TempDir Path directory;

  @Test
  void datagramsInTheirOrder() throws Exception {
    String path = directory.resolve("notify").toString();
    try (UnixDatagramListener listener = new UnixDatagramListener(path);
        UnixDatagram sender = new UnixDatagram(path)) {
      sender.send(READY);
      sender.send(Bytes.EMPTY);
      sender.send(STATUS);
      assertEquals(Optional.of(READY), listener.receive(A_MINUTE));
      assertEquals(Optional.of(Bytes.EMPTY), listener.receive(A_MINUTE));
      assertEquals(Optional.of(STATUS), listener.receive(A_MINUTE));
    }
  }

  @Test
  void nothingInTime() throws Exception {
    try (UnixDatagramListener listener =
        new UnixDatagramListener(directory.resolve("quiet").toString())) {
      assertEquals(Optional.empty(), listener.receive(0));
      assertEquals(Optional.empty(), listener.receive(1_000_000));
    }
  }

  @Test
  void anAbstractNameBelongsToTheNamespace() throws Exception {
    String name = "@rulewarden-it-" + ProcessHandle.current().pid();
    try (NetworkNamespace namespace = NetworkNamespace.create();
        UnixDatagramListener listener = namespace.run(() -> new UnixDatagramListener(name));
        UnixDatagram outside = new UnixDatagram(name);
        UnixDatagram inside = namespace.run(() -> new UnixDatagram(name))) {
      assertEquals(
          Errno.ECONNREFUSED,
          assertThrows(KernelException.class, () -> outside.send(READY)).errno());
      inside.send(READY);
      assertEquals(Optional.of(READY), listener.receive(A_MINUTE));
    }
  }

  @Test
  void aPlaceThatIsTaken() throws Exception {
    String path = directory.resolve("taken").toString();
    try (UnixDatagramListener first = new UnixDatagramListener(path)) {
      KernelException refusal =
          assertThrows(KernelException.class, () -> new UnixDatagramListener(path));
      assertEquals(98, refusal.number(), "EADDRINUSE");
      assertEquals(Optional.empty(), first.receive(0));
    }
  }

  @Test
  void anInvalidPath() {
    assertThrows(IllegalArgumentException.class, () -> new UnixDatagramListener(""));
  }
}
