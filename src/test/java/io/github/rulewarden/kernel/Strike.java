package io.github.rulewarden.kernel;

import io.github.rulewarden.netlink.KernelException;
import java.util.List;

/** The effect of a fault. */
sealed interface Strike {
  /** On a request: returns what its sender receives. */
  non-sealed interface OnRequest extends Strike {
    List<Arrival> reply(Request request) throws KernelException;
  }

  /** On an event: returns what the subscribers receive. */
  non-sealed interface OnEvent extends Strike {
    List<Arrival> deliver(Subscribers subscribers, Arrival event);
  }
}
