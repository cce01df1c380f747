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

/** What may become of a dump of rules. */
final class DumpFaults {
  /** What comes and goes ahead of all rules but the first while they are told. */
  private static final String PASSER_BY = "1: from all fwmark 0x99 lookup 99";

  private static final int HEADER = 12;

  private DumpFaults() {}

  static List<Arrival> endWithInterrupt(Request request) throws KernelException {
    List<Arrival> answer = new ArrayList<>(request.proceed());
    answer.removeLast();
    answer.add(Arrival.of(KernelWork.peer(request).doneWith(request.frame(), Errno.EINTR)));
    return answer;
  }

  static List<Arrival> markInconsistent(Request request) throws KernelException {
    List<Arrival> answer = new ArrayList<>(request.proceed());
    Frame end = AnswerFaults.frames(answer.removeLast()).getLast();
    answer.add(Arrival.of(end.numbered(Flags.DUMP_INTERRUPTED, end.sequence(), end.portId())));
    return answer;
  }

  static List<Arrival> missRule(Request request) throws KernelException {
    Rule passerBy = passerBy(request);
    request.kernel().add(passerBy);
    request.kernel().betweenDatagrams(() -> delete(request.kernel(), passerBy));
    return request.proceed();
  }

  static List<Arrival> tellTwice(Request request) throws KernelException {
    Rule passerBy = passerBy(request);
    request.kernel().betweenDatagrams(() -> request.kernel().add(passerBy));
    List<Arrival> answer = request.proceed();
    delete(request.kernel(), passerBy);
    return answer;
  }

  static List<Arrival> dropEnd(Request request) throws KernelException {
    List<Arrival> answer = new ArrayList<>(request.proceed());
    answer.removeLast();
    return answer;
  }

  static List<Arrival> malformAttribute(Request request) throws KernelException {
    List<Arrival> answer = new ArrayList<>(request.proceed());
    List<Frame> frames = new ArrayList<>(AnswerFaults.frames(answer.getFirst()));
    Frame first = frames.getFirst();
    byte[] payload = first.payload().toArray();
    payload[HEADER] = 3;
    payload[HEADER + 1] = 3;
    Bytes malformed = Bytes.owning(payload);
    frames.set(
        0, new Frame(first.type(), first.flags(), first.sequence(), first.portId(), malformed));
    answer.set(0, Arrival.of(frames.toArray(Frame[]::new)));
    return answer;
  }

  private static Rule passerBy(Request request) {
    Family family = request.message().family().orElseThrow();
    return Listing.rule(family, PASSER_BY);
  }

  private static void delete(FakeKernel kernel, Rule rule) {
    if (!kernel.delete(rule.family(), rule::equals)) {
      throw new AssertionError(rule + " is not there; are the datagrams small enough?");
    }
  }
}
