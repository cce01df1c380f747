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
 * A transport with scripted replies: the next {@link Script} replies to each datagram sent, and a
 * receive never waits. A datagram without a script fails the test.
 *
 * <pre>{@code
 * ScriptedPeer peer = new ScriptedPeer(4711);
 * peer.next(sent -> List.of(ScriptedPeer.datagram(peer.refusal(sent.get(0), Errno.EEXIST, "exists"))));
 * }</pre>
 */
public final class ScriptedPeer implements Transport {
  /** The replies to one datagram. */
  @FunctionalInterface
  public interface Script {
    /** Returns the replies, in order, to the messages of one datagram. */
    List<Reception> reply(List<Frame> sent);
  }

  private static final int NLMSG_ERROR = 2;
  private static final int NLMSG_DONE = 3;
  private static final int NLMSGERR_ATTR_MSG = 1;

  private final int portId;
  private final Deque<Script> scripts = new ArrayDeque<>();
  private final Deque<Reception> queue = new ArrayDeque<>();
  private final List<List<Frame>> sent = new ArrayList<>();
  private boolean closed;

  /** A peer of a socket with this port id. */
  public ScriptedPeer(int portId) {
    this.portId = portId;
  }

  /** Adds the replies to one more datagram. */
  public void next(Script script) {
    scripts.add(script);
  }

  /** The messages sent so far, datagram by datagram. */
  public List<List<Frame>> sent() {
    return List.copyOf(sent);
  }

  /** The number of unused scripts. */
  public int scriptsLeft() {
    return scripts.size();
  }

  /** Returns a datagram of these messages. */
  public static Reception datagram(Frame... frames) {
    return new Reception.Datagram(Frame.encode(List.of(frames)));
  }

  /** Returns one message of a dump. */
  public Frame part(Frame request, int type, Bytes payload) {
    return new Frame(type, Flags.MULTI, request.sequence(), portId, payload);
  }

  /** Returns the end of a dump. */
  public Frame done(Frame request) {
    Bytes noError = new MessageWriter().s32(0).toBytes();
    return new Frame(NLMSG_DONE, Flags.MULTI, request.sequence(), portId, noError);
  }

  /** Returns the end of a dump with an error. */
  public Frame doneWith(Frame request, Errno errno) {
    Bytes error = new MessageWriter().s32(-errno.number()).toBytes();
    return new Frame(NLMSG_DONE, Flags.MULTI, request.sequence(), portId, error);
  }

  /** Returns the acknowledgement of a request. */
  public Frame acknowledgement(Frame request) {
    return error(request, Flags.CAPPED, 0, new MessageWriter());
  }

  /**
   * Returns the refusal of a request with the kernel's message, as a socket with NETLINK_CAP_ACK
   * receives it.
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
      throw new AssertionError("not a netlink message: " + datagram, e);
    }
    sent.add(frames);
    Script script = scripts.poll();
    if (script == null) {
      throw new AssertionError("unexpected: " + frames);
    }
    queue.addAll(script.reply(frames));
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
