package io.github.rulewarden.kernel;

import io.github.rulewarden.netlink.Frame;
import io.github.rulewarden.netlink.KernelException;
import java.util.List;
import java.util.Set;

/**
 * A message to the kernel.
 *
 * @param past its faults so far
 */
record Request(
    FakeKernel kernel, FakeSocket sender, Frame frame, Message message, Set<FaultEffect> past) {
  /** Applies the next fault, or the kernel itself; returns what the sender receives. */
  List<Arrival> proceed() throws KernelException {
    return kernel.reply(this);
  }
}
