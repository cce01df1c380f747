package io.github.rulewarden.netlink.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.Errno;
import io.github.rulewarden.netlink.KernelException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import jnr.unixsocket.UnixDatagramChannel;
import jnr.unixsocket.UnixSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class UnixDatagramIT {
  private static final Bytes READY = bytes("READY=1");

  @TempDir Path directory;

  @Test
  void aDatagramToAPath() throws Exception {
    String path = directory.resolve("notify").toString();
    try (UnixDatagramChannel listener = listen(path);
        UnixDatagram sender = new UnixDatagram(path)) {
      sender.send(READY);
      assertEquals("READY=1", receive(listener));
      String longer = "x".repeat(10_000);
      sender.send(bytes(longer));
      assertEquals(longer, receive(listener));
    }
  }

  @Test
  void aDatagramToAnAbstractName() throws Exception {
    String name = "rulewarden-it-" + ProcessHandle.current().pid();
    try (UnixDatagramChannel listener = listen("\0" + name);
        UnixDatagram sender = new UnixDatagram("@" + name)) {
      sender.send(READY);
      assertEquals("READY=1", receive(listener));
    }
  }

  @Test
  void aListenerThatComesLaterIsFound() throws Exception {
    String path = directory.resolve("journal").toString();
    try (UnixDatagram sender = new UnixDatagram(path)) {
      assertEquals(Errno.ENOENT, refusal(sender).errno());
      try (UnixDatagramChannel listener = listen(path)) {
        sender.send(READY);
        assertEquals("READY=1", receive(listener));
      }
      assertEquals(Errno.ECONNREFUSED, refusal(sender).errno());
    }
  }

  @Test
  // An interrupt does not end a send in the kernel.
  @Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aFullQueueIsNotWaitedFor() throws Exception {
    String path = directory.resolve("full").toString();
    try (UnixDatagramChannel listener = listen(path);
        UnixDatagram sender = new UnixDatagram(path)) {
      KernelException refusal =
          assertThrows(
              KernelException.class,
              () -> {
                for (int i = 0; i < 100_000; i++) {
                  sender.send(READY);
                }
              });
      assertEquals(Errno.EAGAIN, refusal.errno());
      assertEquals("READY=1", receive(listener));
    }
  }

  @Test
  void thePathHasALimit() throws Exception {
    String longest = directory.resolve("x".repeat(106 - directory.toString().length())).toString();
    assertEquals(107, longest.length());
    try (UnixDatagramChannel listener = listen(longest);
        UnixDatagram sender = new UnixDatagram(longest)) {
      sender.send(READY);
      assertEquals("READY=1", receive(listener));
    }
    assertThrows(IllegalArgumentException.class, () -> new UnixDatagram(longest + "x"));
    assertThrows(IllegalArgumentException.class, () -> new UnixDatagram(""));
  }

  @Test
  void afterTheCloseNothingIsSent() throws Exception {
    UnixDatagram sender = new UnixDatagram(directory.resolve("closed").toString());
    sender.close();
    sender.close();
    assertEquals(Errno.EBADF, refusal(sender).errno());
  }

  private static KernelException refusal(UnixDatagram sender) {
    return assertThrows(KernelException.class, () -> sender.send(READY));
  }

  private static UnixDatagramChannel listen(String path) throws IOException {
    UnixDatagramChannel channel = UnixDatagramChannel.open();
    channel.bind(new UnixSocketAddress(path));
    return channel;
  }

  private static String receive(UnixDatagramChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(65536);
    channel.receive(buffer);
    return new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
  }

  private static Bytes bytes(String text) {
    return Bytes.copyOf(text.getBytes(StandardCharsets.UTF_8));
  }
}
