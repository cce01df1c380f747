package io.github.rulewarden.netlink.linux;

import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.KernelException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Sends datagrams to a unix socket ({@code man 7 unix}), as systemd's notify socket and the journal
 * take them. The address is resolved at each send, so a listener that was restarted is found again.
 * Any thread may send.
 */
public final class UnixDatagram implements AutoCloseable {
  private static final int AF_UNIX = 1;
  private static final int SOCK_DGRAM = 2;
  private static final int SOCK_CLOEXEC = 0x80000;
  private static final int MSG_DONTWAIT = 0x40;
  private static final int MSG_NOSIGNAL = 0x4000;
  private static final int FAMILY_LENGTH = 2;
  private static final int PATH_LENGTH = 108;

  private final Resources resources = new Resources();
  private final Libc libc = new Libc(resources.arena());
  private final String path;
  private final MemorySegment address;
  private final int addressLength;
  private final int descriptor;
  private MemorySegment buffer = MemorySegment.NULL;

  /**
   * @param path a path, or {@code @} and an abstract name; at most 107 bytes
   * @throws IllegalArgumentException if it is empty or too long
   * @throws KernelException EMFILE
   */
  public UnixDatagram(String path) throws KernelException {
    this.path = path;
    byte[] name = path.getBytes(StandardCharsets.UTF_8);
    if (name.length == 0 || name.length >= PATH_LENGTH) {
      resources.close();
      throw new IllegalArgumentException(
          "'" + path + "' is no path of a unix socket: " + name.length + " bytes, not 1 to 107");
    }
    address = resources.arena().allocate(FAMILY_LENGTH + PATH_LENGTH, Short.BYTES);
    ByteBuffer view = address.asByteBuffer().order(ByteOrder.nativeOrder());
    view.putShort(0, (short) AF_UNIX);
    if (name[0] == '@') {
      // An abstract name begins with NUL and has no end but its length.
      name[0] = 0;
      addressLength = FAMILY_LENGTH + name.length;
    } else {
      addressLength = FAMILY_LENGTH + name.length + 1;
    }
    view.put(FAMILY_LENGTH, name);
    int result = libc.socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (result < 0) {
      resources.close();
      throw new KernelException("opening a unix socket", -result);
    }
    descriptor = resources.own(result);
  }

  /**
   * Sends one datagram without ever waiting.
   *
   * @throws KernelException EAGAIN if the listener's queue is full; ENOENT or ECONNREFUSED if
   *     nobody listens; EMSGSIZE if it is too long; EBADF after the close
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
      result = libc.sendTo(descriptor, buffer, datagram.length(), flags, address, addressLength);
    } while (result == -Libc.EINTR);
    Libc.check("sending to " + path, result);
  }

  @Override
  public synchronized void close() {
    resources.close();
  }
}
