package io.github.rulewarden.kernel.wireguard;

import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.TunnelSettings;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The control socket of a userspace tunnel, {@code NAME.sock} (WireGuard's cross-platform userspace
 * protocol). The program at the other end is not trusted, so time and memory are limited.
 */
final class UserspaceWireGuard {
  private static final byte[] GET = "get=1\n\n".getBytes(StandardCharsets.US_ASCII);
  private static final long LIMIT_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  /** Room for ten thousand peers. */
  private static final int MAXIMUM_REPLY = 4 << 20;

  private static final int BUFFER_SIZE = 8 << 10;

  private final Path directory;

  UserspaceWireGuard(Path directory) {
    this.directory = directory;
  }

  /**
   * Reads the settings; empty if the program reports an error.
   *
   * @throws IOException if the socket does not exist or cannot be used, or if the reply is late or
   *     malformed
   */
  Optional<TunnelSettings> read(Link link) throws IOException {
    long deadline = System.nanoTime() + LIMIT_NANOS;
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        Selector selector = Selector.open()) {
      // A blocking connect would wait forever if the program does not accept connections.
      channel.configureBlocking(false);
      if (!channel.connect(UnixDomainSocketAddress.of(path(link.name())))) {
        throw new SocketTimeoutException("connection not accepted");
      }
      if (channel.write(ByteBuffer.wrap(GET)) != GET.length) {
        throw new IOException("a new socket did not accept " + GET.length + " bytes");
      }
      channel.register(selector, SelectionKey.OP_READ);
      return receive(channel, selector, deadline).settings(link.index());
    }
  }

  /** The kernel does not allow a slash in a link's name; this checks it again for the path. */
  private Path path(String name) throws IOException {
    if (name.isEmpty() || name.indexOf('/') >= 0 || name.indexOf('\0') >= 0) {
      throw new IOException("'" + name + "' is not the name of a link");
    }
    return directory.resolve(name + ".sock");
  }

  private static UserspaceWireGuardReply receive(
      SocketChannel channel, Selector selector, long deadline) throws IOException {
    UserspaceWireGuardReply reply = new UserspaceWireGuardReply();
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_SIZE);
    int total = 0;
    while (total < MAXIMUM_REPLY) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0) {
        throw new SocketTimeoutException("no complete reply in time");
      }
      selector.select(left);
      buffer.clear();
      int count = channel.read(buffer);
      if (count < 0) {
        throw new EOFException("the reply is incomplete");
      }
      total += count;
      if (reply.add(buffer.flip())) {
        return reply;
      }
    }
    throw new IOException("a reply of more than " + MAXIMUM_REPLY + " bytes");
  }
}
