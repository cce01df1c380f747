package io.github.rulewarden.netlink;

/** The result of an attempt to receive. */
public sealed interface Reception {
  /** Messages from the kernel, for {@link Frame#decode(Bytes)}. */
  record Datagram(Bytes content) implements Reception {}

  /**
   * The receive buffer was full and messages were lost (ENOBUFS). The socket reports it before the
   * messages that are still queued. The caller has to read on, and to read the state again.
   */
  record Overrun() implements Reception {}

  /** The timeout passed without a message. */
  record Empty() implements Reception {}

  /** The transport was closed. */
  record Closed() implements Reception {}
}
