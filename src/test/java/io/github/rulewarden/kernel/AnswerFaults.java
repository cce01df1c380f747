package io.github.rulewarden.kernel;

import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.Errno;
import io.github.rulewarden.netlink.Frame;
import io.github.rulewarden.netlink.KernelException;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.NetlinkException;
import io.github.rulewarden.netlink.Reception;
import io.github.rulewarden.netlink.testing.ScriptedPeer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Faults of a request or its reply. */
final class AnswerFaults {
  static final List<Arrival> NONE = List.of();
  static final List<Arrival> OVERRUN = List.of(Arrival.overrun());

  private static final int ANOTHER_PORT = 9999;

  private AnswerFaults() {}

  static FaultEffect.OnRequest refusal(Errno errno) {
    return request -> List.of(refusal(request.frame(), request.sender().portId(), errno));
  }

  static FaultEffect.OnRequest instead(List<Arrival> arrivals) {
    return request -> {
      request.proceed();
      return arrivals;
    };
  }

  /** Changes the first datagram of the reply. */
  static FaultEffect.OnRequest onFirst(UnaryOperator<Arrival> change) {
    return request -> {
      List<Arrival> reply = new ArrayList<>(request.proceed());
      reply.set(0, change.apply(reply.getFirst()));
      return reply;
    };
  }

  static Arrival truncated(Arrival complete) {
    Bytes content = content(complete);
    Bytes part = content.slice(0, content.length() - 4);
    return () -> new Reception.Datagram(part);
  }

  static Arrival tooLarge(Arrival complete) {
    return () -> {
      throw new MalformedMessageException(65536, "a datagram of 70000 bytes", "at most 65536");
    };
  }

  static List<Arrival> anotherSocketsRefusalFirst(Request request) throws KernelException {
    List<Arrival> replies = new ArrayList<>(request.proceed());
    replies.addFirst(refusal(request.frame(), ANOTHER_PORT, Errno.EPERM));
    return replies;
  }

  static List<Arrival> earlierRefusalFirst(Request request) throws KernelException {
    List<Arrival> replies = new ArrayList<>(request.proceed());
    Frame frame = request.frame();
    Frame earlier =
        new Frame(frame.type(), frame.flags(), frame.sequence() - 100, 0, frame.payload());
    replies.addFirst(refusal(earlier, request.sender().portId(), Errno.EPERM));
    return replies;
  }

  static List<Arrival> overrunFirst(Request request) throws KernelException {
    List<Arrival> replies = new ArrayList<>(request.proceed());
    replies.addFirst(Arrival.overrun());
    return replies;
  }

  static FaultEffect.OnRequest refusedSend() {
    return request -> {
      throw new KernelException("sending to netlink", Errno.ENOBUFS.number());
    };
  }

  static List<Arrival> closeSocket(Request request) throws KernelException {
    List<Arrival> replies = request.proceed();
    request.sender().close();
    return replies;
  }

  private static Arrival refusal(Frame request, int portId, Errno errno) {
    return Arrival.of(new ScriptedPeer(portId).refusal(request, errno, ""));
  }

  static Bytes content(Arrival arrival) {
    try {
      if (arrival.take() instanceof Reception.Datagram(Bytes content)) {
        return content;
      }
      throw new AssertionError("no datagram to change");
    } catch (NetlinkException e) {
      throw new AssertionError(e);
    }
  }

  static List<Frame> frames(Arrival arrival) {
    try {
      return Frame.decode(content(arrival));
    } catch (MalformedMessageException e) {
      throw new AssertionError(e);
    }
  }
}
