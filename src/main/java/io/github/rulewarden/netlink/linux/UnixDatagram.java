package io.github.rulewarden.netlink.linux;

import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.KernelException;
import java.lang.foreign.MemorySegment;

/**
 * Sends datagrams to a unix socket ({@code man 7 unix}), such as systemd's notify socket or the
 * journal. Each send resolves the address, so it reaches a restarted listener. Any thread may send.
 */
public final class UnixDatagram implements AutoCloseable {
  static final int SOCK_DGRAM = 2;
  static final int SOCK_CLOEXEC = 0x80000;
  static final int MSG_DONTWAIT = 0x40;
  private static final int MSG_NOSIGNAL = 0x4000;

  private final Resources resources = new Resources();
  private final Libc libc = new Libc(resources.arena());
  private final String path;
  private final UnixAddress address;
  private final int descriptor;
  private MemorySegment buffer = MemorySegment.NULL;

  /**
   * @param path a path, or {@code @} and an abstract name; at most 107 bytes
   * @throws IllegalArgumentException if it is empty or too long
   * @throws KernelException EMFILE
   */
  public UnixDatagram(String path) throws KernelException {
    this.path = path;
    try {
      address = UnixAddress.of(resources.arena(), path);
      int result = libc.socket(UnixAddress.AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
      descriptor = resources.own(Libc.check("opening a unix socket", result));
    } catch (KernelException | IllegalArgumentException e) {
      resources.close();
      throw e;
    }
  }

  /**
   * Sends one datagram. It does not wait.
   *
   * @throws KernelException EAGAIN if the listener's queue is full; ENOENT or ECONNREFUSED without
   *     a listener; EMSGSIZE if it is too long; EBADF if closed
   */
  public synchronized void send(Bytes datagram) throws KernelException {
    if (!resources.isOpen()) {
      throw new KernelException("sending to " + path, Libc.EBADF);
    }
    if (datagram.length() > buffer.byteSize()) {
      buffer = resources.arena().allocate(2L * datagram.length(), Long.BYTES);
    }
    if (datagram.length() > 0) {
      datagram.copyTo(buffer.asByteBuffer(), 0);
    }
    int flags = MSG_DONTWAIT | MSG_NOSIGNAL;
    long result;
    do {
      result =
          libc.sendTo(
              descriptor, buffer, datagram.length(), flags, address.segment(), address.length());
    } while (result == -Libc.EINTR);
    Libc.check("sending to " + path, result);
  }

  @Override
  public synchronized void close() {
    resources.close();
  }
}
