package io.github.rulewarden.kernel;

import io.github.rulewarden.netlink.KernelException;
import java.util.List;

/** What a fault does when it comes about. */
sealed interface Strike {
  /** To a request: what its sender gets to read. */
  non-sealed interface OnRequest extends Strike {
    List<Arrival> answer(Request request) throws KernelException;
  }

  /** To an event: what those who are subscribed get to read. */
  non-sealed interface OnEvent extends Strike {
    List<Arrival> tell(Subscribers subscribers, Arrival event);
  }
}
