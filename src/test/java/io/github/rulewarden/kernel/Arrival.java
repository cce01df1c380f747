package io.github.rulewarden.kernel;

import io.github.rulewarden.netlink.Frame;
import io.github.rulewarden.netlink.NetlinkException;
import io.github.rulewarden.netlink.Reception;
import io.github.rulewarden.netlink.testing.ScriptedPeer;
import java.util.List;

/** The result of one attempt to receive. */
interface Arrival {
  Reception take() throws NetlinkException;

  /** Returns a datagram of these messages. */
  static Arrival of(List<Frame> frames) {
    return of(frames.toArray(Frame[]::new));
  }

  /** Returns a datagram of these messages. */
  static Arrival of(Frame... frames) {
    Reception datagram = ScriptedPeer.datagram(frames);
    return () -> datagram;
  }

  /** Returns the error that reports lost messages, because the buffer was full. */
  static Arrival overrun() {
    return Reception.Overrun::new;
  }
}
