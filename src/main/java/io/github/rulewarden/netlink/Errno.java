package io.github.rulewarden.netlink;

/**
 * Error numbers that the program handles or that an operator is likely to read, with the kernel's
 * names ({@code asm-generic/errno-base.h}, {@code asm-generic/errno.h}).
 */
public enum Errno {
  /** A capability is missing, here nearly always CAP_NET_ADMIN. */
  EPERM(1, "operation not permitted"),
  /** The object does not exist: a rule was deleted before, or a table is empty. */
  ENOENT(2, "no such entry"),
  /** The rule, route or link to delete does not exist. */
  ESRCH(3, "no such route"),
  /** A signal interrupted the call, or a change interrupted a dump. */
  EINTR(4, "interrupted"),
  /** No such device or address. */
  ENXIO(6, "no such device or address"),
  /** The socket is closed. */
  EBADF(9, "closed"),
  /** The call would block, and the caller does not wait. */
  EAGAIN(11, "would have to wait"),
  /** No memory. */
  ENOMEM(12, "out of memory"),
  /** Access is denied; for a route, a {@code prohibit} rule or route decides. */
  EACCES(13, "access denied"),
  /** In use; for a dump, the previous dump on this socket is not finished. */
  EBUSY(16, "busy"),
  /** The object exists and the request was exclusive. */
  EEXIST(17, "exists already"),
  /** No such interface. */
  ENODEV(19, "no such interface"),
  /** The kernel does not accept the request; the result of a {@code blackhole} route, too. */
  EINVAL(22, "invalid argument"),
  /** This process has too many open descriptors. */
  EMFILE(24, "too many open descriptors"),
  /** A number is out of the kernel's range. */
  ERANGE(34, "out of range"),
  /** The datagram is larger than the socket's send buffer. */
  EMSGSIZE(90, "message too long"),
  /** This kernel does not know the socket option. */
  ENOPROTOOPT(92, "unknown socket option"),
  /** This kernel lacks the protocol. */
  EPROTONOSUPPORT(93, "protocol not supported"),
  /** This kernel or device does not support the operation. */
  EOPNOTSUPP(95, "not supported"),
  /** This kernel lacks the address family. */
  EAFNOSUPPORT(97, "address family not supported"),
  /** The port is taken. */
  EADDRINUSE(98, "address in use"),
  /** The interface is down. */
  ENETDOWN(100, "network is down"),
  /** No route, or an {@code unreachable} one. */
  ENETUNREACH(101, "network is unreachable"),
  /** The receive buffer was full and messages were lost. */
  ENOBUFS(105, "no buffer space"),
  /** There was no reply in time. */
  ETIMEDOUT(110, "timed out"),
  /** No socket listens at the address. */
  ECONNREFUSED(111, "connection refused"),
  /** No route to the host. */
  EHOSTUNREACH(113, "no route to host"),
  /** Any other number. */
  OTHER(0, "error");

  private final int number;
  private final String meaning;

  Errno(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  /** Returns the constant for a (positive) error number, or {@link #OTHER}. */
  public static Errno of(int number) {
    for (Errno each : values()) {
      if (each.number == number) {
        return each;
      }
    }
    return OTHER;
  }

  /** The positive number; 0 for {@link #OTHER}. */
  public int number() {
    return number;
  }

  /** The meaning in a few words. */
  public String meaning() {
    return meaning;
  }
}
