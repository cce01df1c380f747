package io.github.rulewarden.systemd;

import java.io.IOException;

/** Sends to one datagram socket. */
@FunctionalInterface
public interface DatagramPort {
  /**
   * Sends without ever waiting.
   *
   * @throws IOException with the reason, if it was not taken
   */
  void send(byte[] datagram) throws IOException;

  /** Makes a port to a socket: a path, or {@code @} and an abstract name. */
  @FunctionalInterface
  interface Factory {
    DatagramPort open(String path) throws IOException;
  }
}
