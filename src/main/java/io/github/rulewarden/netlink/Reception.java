package io.github.rulewarden.netlink;

/** What an attempt to receive comes back with. */
public sealed interface Reception {
  /** Messages from the kernel: take them apart with {@link Frame#decode(Bytes)}. */
  record Datagram(Bytes content) implements Reception {}

  /**
   * The receive buffer was full and messages were lost (ENOBUFS). It is told before the messages
   * that are still queued: read on, and read everything anew.
   */
  record Overrun() implements Reception {}

  /** Nothing came in the time given. */
  record Empty() implements Reception {}

  /** The transport was closed. */
  record Closed() implements Reception {}
}
