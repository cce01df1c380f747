package io.github.rulewarden.netlink.testing;

import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.Errno;
import io.github.rulewarden.netlink.Flags;
import io.github.rulewarden.netlink.Frame;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.MessageWriter;
import io.github.rulewarden.netlink.Reception;
import io.github.rulewarden.netlink.Transport;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A transport whose kernel is a script: each datagram sent is answered by the next {@link Script},
 * and a receive never waits. A datagram for which no script is left fails the test.
 *
 * <pre>{@code
 * ScriptedPeer peer = new ScriptedPeer(4711);
 * peer.next(sent -> List.of(ScriptedPeer.datagram(peer.refusal(sent.get(0), Errno.EEXIST, "exists"))));
 * }</pre>
 */
public final class ScriptedPeer implements Transport {
  /** What the kernel answers to one datagram. */
  @FunctionalInterface
  public interface Script {
    /** The answers, in order, to the messages of one datagram. */
    List<Reception> answer(List<Frame> sent);
  }

  private static final int NLMSG_ERROR = 2;
  private static final int NLMSG_DONE = 3;
  private static final int NLMSGERR_ATTR_MSG = 1;

  private final int portId;
  private final Deque<Script> scripts = new ArrayDeque<>();
  private final Deque<Reception> queue = new ArrayDeque<>();
  private final List<List<Frame>> sent = new ArrayList<>();
  private boolean closed;

  /** A peer for a socket with this port id. */
  public ScriptedPeer(int portId) {
    this.portId = portId;
  }

  /** Appends the answer to one more datagram. */
  public void next(Script script) {
    scripts.add(script);
  }

  /** The messages sent so far, datagram by datagram. */
  public List<List<Frame>> sent() {
    return List.copyOf(sent);
  }

  /** How many scripts wait for their datagram. */
  public int scriptsLeft() {
    return scripts.size();
  }

  /** A datagram of these messages. */
  public static Reception datagram(Frame... frames) {
    return new Reception.Datagram(Frame.encode(List.of(frames)));
  }

  /** One part of the answer to a dump. */
  public Frame part(Frame request, int type, Bytes payload) {
    return new Frame(type, Flags.MULTI, request.sequence(), portId, payload);
  }

  /** The end of a dump: done. */
  public Frame done(Frame request) {
    Bytes noError = new MessageWriter().s32(0).toBytes();
    return new Frame(NLMSG_DONE, Flags.MULTI, request.sequence(), portId, noError);
  }

  /** The end of a dump: an error inside. */
  public Frame doneWith(Frame request, Errno errno) {
    Bytes error = new MessageWriter().s32(-errno.number()).toBytes();
    return new Frame(NLMSG_DONE, Flags.MULTI, request.sequence(), portId, error);
  }

  /** The acknowledgement of a request. */
  public Frame acknowledgement(Frame request) {
    return error(request, Flags.CAPPED, 0, new MessageWriter());
  }

  /**
   * The refusal of a request, with the kernel's words, as a socket with NETLINK_CAP_ACK gets it.
   */
  public Frame refusal(Frame request, Errno errno, String explanation) {
    MessageWriter attributes = new MessageWriter();
    attributes.attributeText(NLMSGERR_ATTR_MSG, explanation);
    return error(request, Flags.CAPPED | Flags.EXPLAINED, errno.number(), attributes);
  }

  @Override
  public int portId() {
    return portId;
  }

  @Override
  public void send(Bytes datagram) {
    List<Frame> frames;
    try {
      frames = Frame.decode(datagram);
    } catch (MalformedMessageException e) {
      throw new AssertionError("what was sent is no netlink message: " + datagram, e);
    }
    sent.add(frames);
    Script script = scripts.poll();
    if (script == null) {
      throw new AssertionError("nobody expected " + frames);
    }
    queue.addAll(script.answer(frames));
  }

  @Override
  public Reception receive(long timeoutNanos) {
    if (closed) {
      return new Reception.Closed();
    }
    Reception reception = queue.poll();
    return reception == null ? new Reception.Empty() : reception;
  }

  @Override
  public void close() {
    closed = true;
  }

  private Frame error(Frame request, int flags, int number, MessageWriter attributes) {
    int length = 16 + request.payload().length();
    Bytes payload =
        new MessageWriter()
            .s32(-number)
            .u32(length)
            .u16(request.type())
            .u16(request.flags())
            .s32(request.sequence())
            .s32(request.portId())
            .bytes(attributes.toBytes())
            .toBytes();
    return new Frame(NLMSG_ERROR, flags, request.sequence(), portId, payload);
  }
}
