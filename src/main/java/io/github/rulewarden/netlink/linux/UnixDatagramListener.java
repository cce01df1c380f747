package io.github.rulewarden.netlink.linux;

import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.KernelException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Receives datagrams of a unix socket, as a service manager does from {@link UnixDatagram}. For one
 * thread.
 *
 * <p>An abstract name belongs to the network namespace of the thread that opens the listener. A
 * path belongs to the file system, and its file remains after the close.
 */
public final class UnixDatagramListener implements AutoCloseable {
  /** More than services send to systemd in one datagram. */
  private static final int CAPACITY = 8 * 1024;

  private final Resources resources = new Resources();
  private final Libc libc = new Libc(resources.arena());
  private final MemorySegment buffer = resources.arena().allocate(CAPACITY, Long.BYTES);
  private final ByteBuffer bufferView = buffer.asByteBuffer();
  private final PollSet wait = new PollSet(resources.arena(), 1);
  private final int descriptor;

  /**
   * @param path a path without a file, or {@code @} and an abstract name; at most 107 bytes
   * @throws IllegalArgumentException if it is empty or too long
   * @throws KernelException EADDRINUSE if it is in use; ENOENT, EACCES; EMFILE
   */
  public UnixDatagramListener(String path) throws KernelException {
    try {
      UnixAddress address = UnixAddress.of(resources.arena(), path);
      int kind = UnixDatagram.SOCK_DGRAM | UnixDatagram.SOCK_CLOEXEC;
      int result = libc.socket(UnixAddress.AF_UNIX, kind, 0);
      descriptor = resources.own(Libc.check("opening a unix socket", result));
      Libc.check(
          "listening at " + path, libc.bind(descriptor, address.segment(), address.length()));
    } catch (KernelException | IllegalArgumentException e) {
      resources.close();
      throw e;
    }
    wait.put(0, descriptor);
  }

  /**
   * Returns the next datagram, truncated to 8 KiB; empty after the timeout.
   *
   * @param timeoutNanos how long to wait: 0 does not wait
   */
  public Optional<Bytes> receive(long timeoutNanos) throws KernelException {
    if (Libc.check("waiting for a datagram", wait.await(1, timeoutNanos)) == 0) {
      return Optional.empty();
    }
    MemorySegment sender = MemorySegment.NULL;
    long size;
    do {
      size = libc.receiveFrom(descriptor, buffer, UnixDatagram.MSG_DONTWAIT, sender, sender);
    } while (size == -Libc.EINTR);
    byte[] content = new byte[Libc.check("receiving a datagram", size)];
    bufferView.get(0, content);
    return Optional.of(Bytes.owning(content));
  }

  @Override
  public void close() {
    resources.close();
  }
}
