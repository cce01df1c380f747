package io.github.rulewarden.netlink.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A netlink address and its length in native memory ({@code struct sockaddr_nl}: 16 bits of family,
 * 16 of padding, 32 of port id, 32 of groups). Port 0 is the kernel.
 */
final class SocketAddress {
  static final int SIZE = 12;
  static final int AF_NETLINK = 16;

  private static final int PORT_ID_OFFSET = 4;

  private final MemorySegment segment;
  private final ByteBuffer view;
  private final MemorySegment length;
  private final ByteBuffer lengthView;

  /** The kernel's address. */
  SocketAddress(Arena arena) {
    segment = arena.allocate(SIZE, Integer.BYTES);
    view = segment.asByteBuffer().order(ByteOrder.nativeOrder());
    view.putShort(0, (short) AF_NETLINK);
    length = arena.allocate(Integer.BYTES, Integer.BYTES);
    lengthView = length.asByteBuffer().order(ByteOrder.nativeOrder());
  }

  /** Prepares for a call that writes the address. */
  void expect() {
    lengthView.putInt(0, SIZE);
  }

  int portId() {
    return view.getInt(PORT_ID_OFFSET);
  }

  MemorySegment segment() {
    return segment;
  }

  MemorySegment length() {
    return length;
  }
}
