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

/** What may become of a request and of its answer. */
final class AnswerFaults {
  static final List<Arrival> NONE = List.of();
  static final List<Arrival> OVERRUN = List.of(Arrival.overrun());

  private static final int ANOTHER_PORT = 9999;

  private AnswerFaults() {}

  static Strike.OnRequest refusal(Errno errno) {
    return request -> List.of(refusal(request.frame(), request.sender().portId(), errno));
  }

  static Strike.OnRequest instead(List<Arrival> arrivals) {
    return request -> {
      request.proceed();
      return arrivals;
    };
  }

  /** Changes the first datagram of the answer. */
  static Strike.OnRequest onFirst(UnaryOperator<Arrival> change) {
    return request -> {
      List<Arrival> answer = new ArrayList<>(request.proceed());
      answer.set(0, change.apply(answer.getFirst()));
      return answer;
    };
  }

  static Arrival truncated(Arrival whole) {
    Bytes content = content(whole);
    Bytes part = content.slice(0, content.length() - 4);
    return () -> new Reception.Datagram(part);
  }

  static Arrival tooLarge(Arrival whole) {
    return () -> {
      throw new MalformedMessageException(65536, "a datagram of 70000 bytes", "at most 65536");
    };
  }

  static List<Arrival> anotherSocketsRefusalFirst(Request request) throws KernelException {
    List<Arrival> answers = new ArrayList<>(request.proceed());
    answers.addFirst(refusal(request.frame(), ANOTHER_PORT, Errno.EPERM));
    return answers;
  }

  static List<Arrival> earlierRefusalFirst(Request request) throws KernelException {
    List<Arrival> answers = new ArrayList<>(request.proceed());
    Frame frame = request.frame();
    Frame earlier =
        new Frame(frame.type(), frame.flags(), frame.sequence() - 100, 0, frame.payload());
    answers.addFirst(refusal(earlier, request.sender().portId(), Errno.EPERM));
    return answers;
  }

  static List<Arrival> overrunFirst(Request request) throws KernelException {
    List<Arrival> answers = new ArrayList<>(request.proceed());
    answers.addFirst(Arrival.overrun());
    return answers;
  }

  static Strike.OnRequest refusedSend() {
    return request -> {
      throw new KernelException("sending to netlink", Errno.ENOBUFS.number());
    };
  }

  static List<Arrival> closeSocket(Request request) throws KernelException {
    List<Arrival> answers = request.proceed();
    request.sender().close();
    return answers;
  }

  private static Arrival refusal(Frame request, int portId, Errno errno) {
    return Arrival.of(new ScriptedPeer(portId).refusal(request, errno, ""));
  }

  static Bytes content(Arrival arrival) {
    try {
      if (arrival.take() instanceof Reception.Datagram(Bytes content)) {
        return content;
      }
      throw new AssertionError("nothing was received that could be changed");
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
