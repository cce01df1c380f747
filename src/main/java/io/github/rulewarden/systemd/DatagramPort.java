package io.github.rulewarden.systemd;

import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.KernelException;

/** What the notifier needs of a datagram socket. */
@FunctionalInterface
interface DatagramPort {
  /**
   * Sends without ever waiting.
   *
   * @throws KernelException if it was not taken
   */
  void send(Bytes datagram) throws KernelException;
}
