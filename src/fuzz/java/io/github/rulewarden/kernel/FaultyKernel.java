package io.github.rulewarden.kernel;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Listing;
import io.github.rulewarden.kernel.warmup.ModelKernel;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.Errno;
import io.github.rulewarden.netlink.Frame;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.Reception;
import io.github.rulewarden.netlink.Transport;
import io.github.rulewarden.netlink.route.MessageTypes;
import io.github.rulewarden.netlink.route.RuleMessage;
import io.github.rulewarden.netlink.testing.ScriptedPeer;
import io.github.rulewarden.wire.RuleCodec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The in-memory kernel, with a record of messages and with faults. Requests are named by their
 * beginning: {@code read ipv4}, {@code add 5399}, {@code del 5209}. Each fault occurs once, in the
 * planned order.
 */
final class FaultyKernel implements Transport {
  /** The fault of a request. */
  private enum Kind {
    /** None, but another process acts just before. */
    PRECEDED,
    /** The kernel refuses. */
    REFUSED,
    /** The kernel does it, and the answer is lost. */
    UNANSWERED,
    /** It never reaches the kernel, and there is no answer. */
    DROPPED,
    /** The kernel does it and answers bytes that are no message. */
    GARBLED
  }

  private record Fault(String request, Kind kind, Errno errno, Runnable action) {}

  /** Where everybody's frames come from. */
  private final ScriptedPeer frames;

  private final ModelKernel kernel;
  private final Deque<Reception> answers = new ArrayDeque<>();
  private final List<Fault> faults;
  private final List<String> wire;
  private Runnable beforeMessage = () -> {};
  private Runnable beforeDatagram = () -> {};
  private boolean isClosed;

  private FaultyKernel(ModelKernel kernel, List<Fault> faults, List<String> wire) {
    this.kernel = kernel;
    this.frames = new ScriptedPeer(kernel.portId());
    this.faults = faults;
    this.wire = wire;
  }

  FaultyKernel() {
    this(new ModelKernel(), new ArrayList<>(), new ArrayList<>());
  }

  /** Another socket to the same kernel. */
  FaultyKernel reopened() {
    FaultyKernel other = new FaultyKernel(kernel, faults, wire);
    other.beforeMessage = beforeMessage;
    other.beforeDatagram = beforeDatagram;
    return other;
  }

  /** An action of another process before each message, also between two of one datagram. */
  void beforeMessage(Runnable action) {
    beforeMessage = action;
  }

  /** An action of another process before each datagram. */
  void beforeDatagram(Runnable action) {
    beforeDatagram = action;
  }

  void set(Family family, String listing) {
    kernel.set(family, Listing.parse(family, listing));
  }

  ModelKernel kernel() {
    return kernel;
  }

  String listing(Family family) {
    return Listing.print(kernel.rules(family));
  }

  /** What was sent, a line for each datagram. */
  List<String> wire() {
    return wire;
  }

  void before(String request, Runnable action) {
    faults.add(new Fault(request, Kind.PRECEDED, Errno.OTHER, action));
  }

  void refuse(String request, Errno errno) {
    faults.add(new Fault(request, Kind.REFUSED, errno, () -> {}));
  }

  void leaveUnanswered(String request) {
    faults.add(new Fault(request, Kind.UNANSWERED, Errno.OTHER, () -> {}));
  }

  void drop(String request) {
    faults.add(new Fault(request, Kind.DROPPED, Errno.OTHER, () -> {}));
  }

  void garble(String request) {
    faults.add(new Fault(request, Kind.GARBLED, Errno.OTHER, () -> {}));
  }

  boolean isClosed() {
    return isClosed;
  }

  @Override
  public int portId() {
    return kernel.portId();
  }

  @Override
  public void send(Bytes datagram) {
    beforeDatagram.run();
    StringBuilder line = new StringBuilder();
    for (Frame frame : framesOf(datagram)) {
      String name = name(frame);
      line.append(line.isEmpty() ? "" : " + ").append(name);
      beforeMessage.run();
      handle(name, frame);
    }
    wire.add(line.toString());
  }

  private void handle(String name, Frame frame) {
    Optional<Fault> fault = takeFault(name);
    if (fault.isEmpty()) {
      pass(frame);
      return;
    }
    fault.get().action().run();
    switch (fault.get().kind()) {
      case PRECEDED -> handle(name, frame);
      case REFUSED ->
          answers.add(ScriptedPeer.datagram(frames.refusal(frame, fault.get().errno(), "")));
      case DROPPED -> {}
      case UNANSWERED -> kernel.send(alone(frame));
      case GARBLED -> {
        kernel.send(alone(frame));
        answers.add(new Reception.Datagram(Bytes.parseHex("0300")));
      }
    }
    // The reply of the kernel that is dropped.
    while (kernel.receive(0) instanceof Reception.Datagram) {}
  }

  private Optional<Fault> takeFault(String name) {
    for (Fault fault : faults) {
      if (name.startsWith(fault.request())) {
        faults.remove(fault);
        return Optional.of(fault);
      }
    }
    return Optional.empty();
  }

  private void pass(Frame frame) {
    kernel.send(alone(frame));
    while (kernel.receive(0) instanceof Reception.Datagram datagram) {
      answers.add(datagram);
    }
  }

  private static Bytes alone(Frame frame) {
    return Frame.encode(List.of(frame));
  }

  private static List<Frame> framesOf(Bytes datagram) {
    try {
      return Frame.decode(datagram);
    } catch (MalformedMessageException e) {
      throw new AssertionError(e);
    }
  }

  private static String name(Frame frame) {
    try {
      return switch (frame.type()) {
        case MessageTypes.NEW_RULE -> "add " + rule(frame);
        case MessageTypes.DELETE_RULE -> "del " + rule(frame);
        case MessageTypes.GET_RULE ->
            "read " + RuleCodec.decode(RuleMessage.decode(frame.payload())).family().text();
        default -> "read something else";
      };
    } catch (MalformedMessageException e) {
      throw new AssertionError(e);
    }
  }

  private static String rule(Frame frame) throws MalformedMessageException {
    return RuleCodec.decode(RuleMessage.decode(frame.payload())).toString();
  }

  @Override
  public Reception receive(long timeoutNanos) {
    if (isClosed) {
      return new Reception.Closed();
    }
    return answers.isEmpty() ? new Reception.Empty() : answers.remove();
  }

  @Override
  public void close() {
    isClosed = true;
  }
}
