package io.github.rulewarden.netlink.linux;

import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.KernelException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/** The sending side of a netlink socket, with its own buffer and errno. For one thread. */
final class Sender {
  private static final int INITIAL_CAPACITY = 4 * 1024;

  private final Arena arena;
  private final Libc libc;
  private final int descriptor;
  private final SocketAddress kernel;
  private MemorySegment buffer;
  private ByteBuffer bufferView;

  Sender(Arena arena, int descriptor) {
    this.arena = arena;
    this.libc = new Libc(arena);
    this.descriptor = descriptor;
    this.kernel = new SocketAddress(arena);
    this.buffer = arena.allocate(INITIAL_CAPACITY, Long.BYTES);
    this.bufferView = buffer.asByteBuffer();
  }

  void send(Bytes datagram) throws KernelException {
    if (datagram.length() > buffer.byteSize()) {
      buffer = arena.allocate(2L * datagram.length(), Long.BYTES);
      bufferView = buffer.asByteBuffer();
    }
    datagram.copyTo(bufferView, 0);
    int size = datagram.length();
    long result;
    do {
      result = libc.sendTo(descriptor, buffer, size, 0, kernel.segment(), SocketAddress.SIZE);
    } while (result == -Libc.EINTR);
    Libc.check("sending to netlink", result);
  }
}
