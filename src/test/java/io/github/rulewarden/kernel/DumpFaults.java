package io.github.rulewarden.kernel;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Listing;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.Errno;
import io.github.rulewarden.netlink.Flags;
import io.github.rulewarden.netlink.Frame;
import io.github.rulewarden.netlink.KernelException;
import java.util.ArrayList;
import java.util.List;

/** Faults of a dump of rules. */
final class DumpFaults {
  /** A rule that is added or deleted near the beginning during a dump. */
  private static final String TRANSIENT_RULE = "1: from all fwmark 0x99 lookup 99";

  private static final int HEADER = 12;

  private DumpFaults() {}

  static List<Arrival> endWithInterrupt(Request request) throws KernelException {
    List<Arrival> reply = new ArrayList<>(request.proceed());
    reply.removeLast();
    reply.add(Arrival.of(KernelReplies.peer(request).doneWith(request.frame(), Errno.EINTR)));
    return reply;
  }

  static List<Arrival> markInconsistent(Request request) throws KernelException {
    List<Arrival> reply = new ArrayList<>(request.proceed());
    Frame end = AnswerFaults.frames(reply.removeLast()).getLast();
    reply.add(Arrival.of(end.numbered(Flags.DUMP_INTERRUPTED, end.sequence(), end.portId())));
    return reply;
  }

  static List<Arrival> missRule(Request request) throws KernelException {
    Rule transientRule = transientRule(request);
    request.kernel().add(transientRule);
    request.kernel().betweenDatagrams(() -> delete(request.kernel(), transientRule));
    return request.proceed();
  }

  static List<Arrival> repeatRule(Request request) throws KernelException {
    Rule transientRule = transientRule(request);
    request.kernel().betweenDatagrams(() -> request.kernel().add(transientRule));
    List<Arrival> reply = request.proceed();
    delete(request.kernel(), transientRule);
    return reply;
  }

  static List<Arrival> dropEnd(Request request) throws KernelException {
    List<Arrival> reply = new ArrayList<>(request.proceed());
    reply.removeLast();
    return reply;
  }

  static List<Arrival> malformAttribute(Request request) throws KernelException {
    List<Arrival> reply = new ArrayList<>(request.proceed());
    List<Frame> frames = new ArrayList<>(AnswerFaults.frames(reply.getFirst()));
    Frame first = frames.getFirst();
    byte[] payload = first.payload().toArray();
    payload[HEADER] = 3;
    payload[HEADER + 1] = 3;
    Bytes malformed = Bytes.owning(payload);
    frames.set(
        0, new Frame(first.type(), first.flags(), first.sequence(), first.portId(), malformed));
    reply.set(0, Arrival.of(frames.toArray(Frame[]::new)));
    return reply;
  }

  private static Rule transientRule(Request request) {
    Family family = request.message().family().orElseThrow();
    return Listing.rule(family, TRANSIENT_RULE);
  }

  private static void delete(FakeKernel kernel, Rule rule) {
    if (!kernel.delete(rule.family(), rule::equals)) {
      throw new AssertionError(rule + " does not exist; are the datagrams small enough?");
    }
  }
}
