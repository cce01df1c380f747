package io.github.rulewarden.kernel;

import io.github.rulewarden.netlink.KernelException;
import java.util.List;

/** The effect of a fault. */
sealed interface FaultEffect {
  /** On a request: returns what its sender receives. */
  non-sealed interface OnRequest extends FaultEffect {
    List<Arrival> reply(Request request) throws KernelException;
  }

  /** On an event: returns what the subscribers receive. */
  non-sealed interface OnEvent extends FaultEffect {
    List<Arrival> deliver(Subscribers subscribers, Arrival event);
  }
}
