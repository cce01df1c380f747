package io.github.rulewarden.netlink;

import java.util.ArrayList;
import java.util.List;

/**
 * One netlink message: the header ({@code struct nlmsghdr}, 16 bytes in the machine's order) and
 * its payload.
 *
 * @param type what the payload is: below 16 a control message, above it the protocol's own numbers
 * @param flags bits of {@link Flags}
 * @param sequence pairs an answer with its request; an opaque 32-bit number
 * @param portId the socket that asked, and in a notification the socket that caused it; 0 is the
 *     kernel; an opaque 32-bit number, to be printed unsigned
 * @param payload what follows the header, without padding
 */
public record Frame(int type, int flags, int sequence, int portId, Bytes payload) {
  private static final int NLMSG_HDRLEN = 16;
  private static final int NLMSG_NOOP = 1;
  private static final int NLMSG_ERROR = 2;
  private static final int NLMSG_DONE = 3;

  /** Checks type and flags for their 16 bits. */
  public Frame {
    if ((type & 0xffff) != type || (flags & 0xffff) != flags) {
      throw new IllegalArgumentException("type " + type + " and flags " + flags + " take 16 bits");
    }
  }

  /** A request that a {@link Conversation} is yet to number. */
  public static Frame request(int type, int flags, Bytes payload) {
    return new Frame(type, flags | Flags.REQUEST, 0, 0, payload);
  }

  /**
   * Takes a datagram apart. The payloads are slices of it.
   *
   * @throws MalformedMessageException if a message is shorter than its header or longer than what
   *     is left, or bytes remain that are no message
   */
  public static List<Frame> decode(Bytes datagram) throws MalformedMessageException {
    List<Frame> frames = new ArrayList<>(1);
    int offset = 0;
    while (offset < datagram.length()) {
      int rest = datagram.length() - offset;
      if (rest < NLMSG_HDRLEN) {
        throw malformed(datagram, offset, rest + " bytes", "a header of 16 bytes");
      }
      long length = datagram.u32(offset);
      if (length < NLMSG_HDRLEN || length > rest) {
        throw malformed(datagram, offset, "length " + length, "a length of 16 to " + rest);
      }
      int size = (int) length;
      frames.add(
          new Frame(
              datagram.u16(offset + 4),
              datagram.u16(offset + 6),
              datagram.s32(offset + 8),
              datagram.s32(offset + 12),
              datagram.slice(offset + NLMSG_HDRLEN, size - NLMSG_HDRLEN)));
      // The last message may come without its padding, as NLMSG_NEXT allows.
      offset = Math.min(MessageWriter.align(size) + offset, datagram.length());
    }
    return frames;
  }

  /** All messages, one behind the other, as one datagram. */
  public static Bytes encode(List<Frame> frames) {
    MessageWriter writer = new MessageWriter();
    for (Frame frame : frames) {
      frame.encode(writer);
    }
    return writer.toBytes();
  }

  /** Appends this message, padded with zeros to a multiple of four bytes. */
  public void encode(MessageWriter writer) {
    writer
        .u32(NLMSG_HDRLEN + payload.length())
        .u16(type)
        .u16(flags)
        .s32(sequence)
        .s32(portId)
        .bytes(payload)
        .pad();
  }

  /** The same message with further flags, another number and another port. */
  public Frame numbered(int moreFlags, int newSequence, int newPortId) {
    return new Frame(type, flags | moreFlags, newSequence, newPortId, payload);
  }

  /** Whether this is one part of an answer in several parts. */
  public boolean isMulti() {
    return (flags & Flags.MULTI) != 0;
  }

  /** Whether what was being dumped changed meanwhile. */
  public boolean dumpInterrupted() {
    return (flags & Flags.DUMP_INTERRUPTED) != 0;
  }

  /** Whether this means nothing at all (NLMSG_NOOP). */
  public boolean isNothing() {
    return type == NLMSG_NOOP;
  }

  /** Whether this is an acknowledgement or a refusal: an {@link ErrorMessage}. */
  public boolean isError() {
    return type == NLMSG_ERROR;
  }

  /** Whether this ends an answer in several parts. */
  public boolean isDone() {
    return type == NLMSG_DONE;
  }

  private static MalformedMessageException malformed(
      Bytes datagram, int offset, String found, String expected) {
    return new MalformedMessageException(datagram.origin() + offset, found, expected);
  }
}
