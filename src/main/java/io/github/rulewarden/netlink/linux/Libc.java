package io.github.rulewarden.netlink.linux;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.github.rulewarden.netlink.KernelException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * The C library. One thread at a time may use an instance, because an instance owns the memory for
 * errno.
 *
 * <p>Every method returns the result of the function, or the negative error number instead of -1,
 * as the system call itself does. Unused arguments are zero; a function with fewer parameters
 * ignores them. The caller keeps memory reachable while a function uses its address.
 */
final class Libc {
  static final int EPERM = 1;
  static final int EINTR = 4;
  static final int EBADF = 9;
  static final int EAGAIN = 11;
  static final int ENOPROTOOPT = 92;
  static final int ENOBUFS = 105;

  private static final Linker LINKER = Linker.nativeLinker();

  /**
   * On Linux this contains only errno, an int. Looking up its offset would cost milliseconds at
   * start.
   */
  private static final StructLayout CAPTURED = Linker.Option.captureStateLayout();

  // Restricted, because a wrong shape crashes the process. This shape suits all functions here.
  @SuppressWarnings("restricted")
  private static final MethodHandle CALL =
      LINKER.downcallHandle(
          FunctionDescriptor.of(
              JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
          Linker.Option.captureCallState("errno"));

  private static final MemorySegment SOCKET = find("socket");
  private static final MemorySegment BIND = find("bind");
  private static final MemorySegment GETSOCKNAME = find("getsockname");
  private static final MemorySegment SETSOCKOPT = find("setsockopt");
  private static final MemorySegment GETSOCKOPT = find("getsockopt");
  private static final MemorySegment SENDTO = find("sendto");
  private static final MemorySegment RECVFROM = find("recvfrom");
  private static final MemorySegment PPOLL = find("ppoll");
  private static final MemorySegment EVENTFD = find("eventfd");
  private static final MemorySegment TIMERFD_CREATE = find("timerfd_create");
  private static final MemorySegment TIMERFD_SETTIME = find("timerfd_settime");
  private static final MemorySegment SIGNALFD = find("signalfd");
  private static final MemorySegment PTHREAD_SIGMASK = find("pthread_sigmask");
  private static final MemorySegment READ = find("read");
  private static final MemorySegment WRITE = find("write");
  private static final MemorySegment CLOSE = find("close");
  private static final MemorySegment UNSHARE = find("unshare");
  private static final MemorySegment SETNS = find("setns");
  private static final MemorySegment FOPEN = find("fopen");
  private static final MemorySegment FILENO = find("fileno");
  private static final MemorySegment FCLOSE = find("fclose");

  private final MemorySegment state;
  private final ByteBuffer stateView;

  /** An instance that stores errno in {@code arena}. */
  Libc(Arena arena) {
    state = arena.allocate(CAPTURED);
    stateView = state.asByteBuffer().order(ByteOrder.nativeOrder());
  }

  /** Links all functions, by initialising this class. */
  static void link() {}

  /** Returns the result, or throws if it is a negative error number. */
  static int check(String operation, long result) throws KernelException {
    if (result < 0) {
      throw new KernelException(operation, (int) -result);
    }
    return (int) result;
  }

  int socket(int family, int type, int protocol) {
    return integer(SOCKET, family, type, protocol, 0, 0, 0);
  }

  int bind(int descriptor, MemorySegment address, int length) {
    return integer(BIND, descriptor, address.address(), length, 0, 0, 0);
  }

  int socketName(int descriptor, MemorySegment address, MemorySegment length) {
    return integer(GETSOCKNAME, descriptor, address.address(), length.address(), 0, 0, 0);
  }

  int setOption(int descriptor, int level, int option, MemorySegment value, int length) {
    return integer(SETSOCKOPT, descriptor, level, option, value.address(), length, 0);
  }

  int getOption(int descriptor, int level, int option, MemorySegment value, MemorySegment length) {
    return integer(GETSOCKOPT, descriptor, level, option, value.address(), length.address(), 0);
  }

  long sendTo(
      int descriptor, MemorySegment data, int size, int flags, MemorySegment address, int length) {
    return call(SENDTO, descriptor, data.address(), size, flags, address.address(), length);
  }

  long receiveFrom(
      int descriptor,
      MemorySegment data,
      int flags,
      MemorySegment address,
      MemorySegment addressLength) {
    return call(
        RECVFROM,
        descriptor,
        data.address(),
        data.byteSize(),
        flags,
        address.address(),
        addressLength.address());
  }

  /**
   * {@code timeout} is a struct timespec, or {@link MemorySegment#NULL} to wait without a timeout.
   */
  int poll(MemorySegment descriptors, int count, MemorySegment timeout) {
    return integer(PPOLL, descriptors.address(), count, timeout.address(), 0, 0, 0);
  }

  int eventDescriptor(int value, int flags) {
    return integer(EVENTFD, value, flags, 0, 0, 0, 0);
  }

  int timerDescriptor(int clock, int flags) {
    return integer(TIMERFD_CREATE, clock, flags, 0, 0, 0, 0);
  }

  /** {@code time} is a struct itimerspec. */
  int setTimer(int descriptor, int flags, MemorySegment time) {
    return integer(TIMERFD_SETTIME, descriptor, flags, time.address(), 0, 0, 0);
  }

  /** {@code signals} is a sigset_t; -1 as {@code descriptor} opens a new one. */
  int signalDescriptor(int descriptor, MemorySegment signals, int flags) {
    return integer(SIGNALFD, descriptor, signals.address(), flags, 0, 0, 0);
  }

  /** Both masks are a sigset_t or {@link MemorySegment#NULL}; the function writes the second. */
  int signalMask(int how, MemorySegment signals, MemorySegment before) {
    return integer(PTHREAD_SIGMASK, how, signals.address(), before.address(), 0, 0, 0);
  }

  long read(int descriptor, MemorySegment target) {
    return call(READ, descriptor, target.address(), target.byteSize(), 0, 0, 0);
  }

  long write(int descriptor, MemorySegment source) {
    return call(WRITE, descriptor, source.address(), source.byteSize(), 0, 0, 0);
  }

  int close(int descriptor) {
    return integer(CLOSE, descriptor, 0, 0, 0, 0, 0);
  }

  int unshare(int flags) {
    return integer(UNSHARE, flags, 0, 0, 0, 0, 0);
  }

  int enterNamespace(int descriptor, int kind) {
    return integer(SETNS, descriptor, kind, 0, 0, 0, 0);
  }

  /** Opens a file and returns the stream's address. Both texts end with NUL. */
  long openStream(String operation, MemorySegment path, MemorySegment mode) throws KernelException {
    long stream = invoke(FOPEN, path.address(), mode.address(), 0, 0, 0, 0);
    if (stream == 0) {
      throw new KernelException(operation, errno());
    }
    return stream;
  }

  int descriptorOf(long stream) {
    return integer(FILENO, stream, 0, 0, 0, 0, 0);
  }

  int closeStream(long stream) {
    return integer(FCLOSE, stream, 0, 0, 0, 0, 0);
  }

  /** For functions that return int: the upper half of the register is undefined. */
  private int integer(MemorySegment function, long a, long b, long c, long d, long e, long f) {
    int result = (int) invoke(function, a, b, c, d, e, f);
    return result == -1 ? -errno() : result;
  }

  private long call(MemorySegment function, long a, long b, long c, long d, long e, long f) {
    long result = invoke(function, a, b, c, d, e, f);
    return result == -1 ? -errno() : result;
  }

  private long invoke(MemorySegment function, long a, long b, long c, long d, long e, long f) {
    try {
      return (long) CALL.invokeExact(function, state, a, b, c, d, e, f);
    } catch (RuntimeException | Error unchecked) {
      throw unchecked;
    } catch (Throwable impossible) {
      throw new AssertionError("a downcall declares no exception", impossible);
    }
  }

  private int errno() {
    return stateView.getInt(0);
  }

  private static MemorySegment find(String function) {
    Optional<MemorySegment> address = LINKER.defaultLookup().find(function);
    if (address.isEmpty()) {
      throw new UnsatisfiedLinkError("the C library lacks " + function);
    }
    return address.get();
  }
}
