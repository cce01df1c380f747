package io.github.rulewarden.kernel;

import io.github.rulewarden.netlink.Frame;
import io.github.rulewarden.netlink.KernelException;
import java.util.List;
import java.util.Set;

/**
 * One message on its way to the kernel.
 *
 * @param past the faults that struck at it so far
 */
record Request(
    FakeKernel kernel, FakeSocket sender, Frame frame, Message message, Set<Strike> past) {
  /** Goes on to the next fault, or to the kernel itself; tells what the sender gets to read. */
  List<Arrival> proceed() throws KernelException {
    return kernel.answer(this);
  }
}
