package io.github.rulewarden.netlink.linux;

import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.KernelException;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.NetlinkException;
import io.github.rulewarden.netlink.Reception;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The receiving side of a netlink socket, with its own buffer and errno. For one thread. */
final class Receiver {
  static final Reception EMPTY = new Reception.Empty();
  static final Reception OVERRUN = new Reception.Overrun();
  static final Reception CLOSED = new Reception.Closed();

  /** The kernel fills a dump's datagrams up to 32 KiB (net/netlink/af_netlink.c, netlink_dump). */
  private static final int CAPACITY = 64 * 1024;

  private static final int MSG_DONTWAIT = 0x40;
  private static final int MSG_TRUNC = 0x20;

  private final Libc libc;
  private final int descriptor;
  private final MemorySegment buffer;
  private final ByteBuffer bufferView;
  private final SocketAddress sender;
  private final PollSet wait;

  Receiver(Arena arena, int descriptor, int closing) {
    this.libc = new Libc(arena);
    this.descriptor = descriptor;
    this.buffer = arena.allocate(CAPACITY, Long.BYTES);
    this.bufferView = buffer.asByteBuffer().order(ByteOrder.nativeOrder());
    this.sender = new SocketAddress(arena);
    this.wait = new PollSet(arena, 2);
    wait.put(0, descriptor);
    wait.put(1, closing);
  }

  /**
   * Returns the next datagram of the kernel without waiting. It drops datagrams from other senders.
   */
  Reception receive() throws NetlinkException {
    while (true) {
      sender.expect();
      // With MSG_TRUNC the result is the size of the datagram, even if the buffer is smaller.
      long size =
          libc.receiveFrom(
              descriptor, buffer, MSG_DONTWAIT | MSG_TRUNC, sender.segment(), sender.length());
      if (size >= 0) {
        if (sender.portId() == 0) {
          return datagram(size);
        }
      } else if (size == -Libc.EAGAIN) {
        return EMPTY;
      } else if (size == -Libc.ENOBUFS) {
        return OVERRUN;
      } else if (size != -Libc.EINTR) {
        throw new KernelException("receiving from netlink", (int) -size);
      }
    }
  }

  /** Waits for a datagram or for the close; returns false after the timeout. */
  boolean await(long timeoutNanos) throws KernelException {
    return Libc.check("waiting for netlink", wait.await(2, timeoutNanos)) > 0;
  }

  private Reception datagram(long size) throws MalformedMessageException {
    if (size > CAPACITY) {
      throw new MalformedMessageException(
          CAPACITY, "a datagram of " + size + " bytes", "at most " + CAPACITY);
    }
    byte[] content = new byte[(int) size];
    bufferView.get(0, content);
    return new Reception.Datagram(Bytes.owning(content));
  }
}
