package io.github.rulewarden.kernel;

import io.github.rulewarden.netlink.Frame;
import io.github.rulewarden.netlink.NetlinkException;
import io.github.rulewarden.netlink.Reception;
import io.github.rulewarden.netlink.testing.ScriptedPeer;
import java.util.List;

/** The result of one attempt to receive. */
interface Arrival {
  Reception take() throws NetlinkException;

  /** A datagram of these messages. */
  static Arrival of(List<Frame> frames) {
    return of(frames.toArray(Frame[]::new));
  }

  /** A datagram of these messages. */
  static Arrival of(Frame... frames) {
    Reception datagram = ScriptedPeer.datagram(frames);
    return () -> datagram;
  }

  /** Messages were lost because the buffer was full. */
  static Arrival overrun() {
    return Reception.Overrun::new;
  }
}
