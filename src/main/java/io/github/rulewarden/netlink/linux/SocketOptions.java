package io.github.rulewarden.netlink.linux;

import io.github.rulewarden.netlink.KernelException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The descriptor of a netlink socket and its options. For one thread. */
final class SocketOptions {
  private static final int SOCK_RAW = 3;
  private static final int SOCK_CLOEXEC = 0x80000;

  private static final int SOL_NETLINK = 270;
  private static final int NETLINK_ADD_MEMBERSHIP = 1;
  private static final int NETLINK_DROP_MEMBERSHIP = 2;
  private static final int NETLINK_CAP_ACK = 10;
  private static final int NETLINK_EXT_ACK = 11;
  private static final int NETLINK_GET_STRICT_CHK = 12;

  private static final int SOL_SOCKET = 1;
  private static final int SO_RCVBUF = 8;
  private static final int SO_ATTACH_FILTER = 26;
  private static final int SO_RCVBUFFORCE = 33;

  private final Libc libc;
  private final Arena arena;
  private final MemorySegment value;
  private final ByteBuffer valueView;
  private final int descriptor;

  /** Opens the socket. */
  SocketOptions(Resources resources, NetlinkProtocol protocol) throws KernelException {
    this.arena = resources.arena();
    this.libc = new Libc(arena);
    this.value = arena.allocate(2 * Integer.BYTES, Integer.BYTES);
    this.valueView = value.asByteBuffer().order(ByteOrder.nativeOrder());
    int result = libc.socket(SocketAddress.AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, protocol.number());
    this.descriptor = resources.own(Libc.check("opening a netlink socket", result));
  }

  int descriptor() {
    return descriptor;
  }

  /** Binds the socket to a port id that the kernel chooses, and returns it. */
  int bind() throws KernelException {
    SocketAddress address = new SocketAddress(arena);
    Libc.check(
        "binding a netlink socket", libc.bind(descriptor, address.segment(), SocketAddress.SIZE));
    address.expect();
    Libc.check(
        "reading the port id", libc.socketName(descriptor, address.segment(), address.length()));
    return address.portId();
  }

  /** Enables extended acknowledgements, refusals without the request, and strict checks. */
  void explainErrors() throws KernelException {
    setIfKnown(NETLINK_EXT_ACK);
    setIfKnown(NETLINK_CAP_ACK);
    setIfKnown(NETLINK_GET_STRICT_CHK);
  }

  void join(int group) throws KernelException {
    Libc.check("joining netlink group " + group, set(SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, group));
  }

  void leave(int group) throws KernelException {
    Libc.check("leaving netlink group " + group, set(SOL_NETLINK, NETLINK_DROP_MEMBERSHIP, group));
  }

  void filter(SocketFilter filter) throws KernelException {
    MemorySegment program = filter.program(arena);
    Libc.check(
        "attaching a filter",
        libc.setOption(
            descriptor, SOL_SOCKET, SO_ATTACH_FILTER, program, (int) program.byteSize()));
  }

  int receiveBuffer(int bytes) throws KernelException {
    // The kernel doubles the size for its overhead, and reports the doubled size.
    int forced = set(SOL_SOCKET, SO_RCVBUFFORCE, bytes);
    if (forced == -Libc.EPERM) {
      forced = set(SOL_SOCKET, SO_RCVBUF, bytes);
    }
    Libc.check("setting the receive buffer", forced);
    valueView.putInt(Integer.BYTES, Integer.BYTES);
    MemorySegment length = value.asSlice(Integer.BYTES);
    Libc.check(
        "reading the receive buffer",
        libc.getOption(descriptor, SOL_SOCKET, SO_RCVBUF, value, length));
    return valueView.getInt(0);
  }

  private void setIfKnown(int option) throws KernelException {
    int result = set(SOL_NETLINK, option, 1);
    if (result != -Libc.ENOPROTOOPT) {
      Libc.check("setting netlink option " + option, result);
    }
  }

  private int set(int level, int option, int number) {
    valueView.putInt(0, number);
    return libc.setOption(descriptor, level, option, value, Integer.BYTES);
  }
}
