package io.github.rulewarden.systemd;

import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.KernelException;

/** The part of a datagram socket that the notifier and the journal appender use. */
@FunctionalInterface
interface DatagramPort {
  /**
   * Sends a datagram and never blocks.
   *
   * @throws KernelException if the socket did not accept it
   */
  void send(Bytes datagram) throws KernelException;
}
