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
 * The control socket of a tunnel in userspace, {@code NAME.sock} (WireGuard's cross-platform
 * userspace protocol). Whoever is at the other end is trusted with nothing: neither with our time
 * nor with our memory.
 */
final class UserspaceWireGuard {
  private static final byte[] GET = "get=1\n\n".getBytes(StandardCharsets.US_ASCII);
  private static final long LIMIT_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  /** Room for ten thousand peers. */
  private static final int LONGEST_ANSWER = 4 << 20;

  private static final int PIECE = 8 << 10;

  private final Path directory;

  UserspaceWireGuard(Path directory) {
    this.directory = directory;
  }

  /**
   * Empty if the tunnel refuses.
   *
   * @throws IOException if there is no such socket, or it cannot be used, or its owner does not
   *     answer in time or in form
   */
  Optional<TunnelSettings> read(Link link) throws IOException {
    long deadline = System.nanoTime() + LIMIT_NANOS;
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        Selector selector = Selector.open()) {
      // A blocking connect would wait without end for an owner who accepts nobody.
      channel.configureBlocking(false);
      if (!channel.connect(UnixDomainSocketAddress.of(path(link.name())))) {
        throw new SocketTimeoutException("nobody accepts");
      }
      if (channel.write(ByteBuffer.wrap(GET)) != GET.length) {
        throw new IOException("a new socket takes " + GET.length + " bytes");
      }
      channel.register(selector, SelectionKey.OP_READ);
      return receive(channel, selector, deadline).settings(link.index());
    }
  }

  /** The kernel allows no slash in a link's name; here nobody else gets one in either. */
  private Path path(String name) throws IOException {
    if (name.isEmpty() || name.indexOf('/') >= 0 || name.indexOf('\0') >= 0) {
      throw new IOException("'" + name + "' is no name of a link");
    }
    return directory.resolve(name + ".sock");
  }

  private static UserspaceWireGuardReply receive(
      SocketChannel channel, Selector selector, long deadline) throws IOException {
    UserspaceWireGuardReply answer = new UserspaceWireGuardReply();
    ByteBuffer piece = ByteBuffer.allocate(PIECE);
    int total = 0;
    while (total < LONGEST_ANSWER) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0) {
        throw new SocketTimeoutException("no whole answer in time");
      }
      selector.select(left);
      piece.clear();
      int count = channel.read(piece);
      if (count < 0) {
        throw new EOFException("the answer ends early");
      }
      total += count;
      if (answer.add(piece.flip())) {
        return answer;
      }
    }
    throw new IOException("an answer of more than " + LONGEST_ANSWER + " bytes");
  }
}
