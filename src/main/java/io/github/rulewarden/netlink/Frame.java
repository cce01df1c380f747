package io.github.rulewarden.netlink;

import java.util.ArrayList;
import java.util.List;

/**
 * One netlink message: the header ({@code struct nlmsghdr}, 16 bytes in the machine's byte order)
 * and the payload.
 *
 * @param type of the payload: a control message below 16, else a number of the protocol
 * @param flags bits of {@link Flags}
 * @param sequence the same in a request and its reply; an opaque 32-bit number
 * @param portId of the socket that sent the request; in a notification, of the socket that made the
 *     change; 0 is the kernel; an opaque 32-bit number, to be printed unsigned
 * @param payload the bytes after the header, without padding
 */
public record Frame(int type, int flags, int sequence, int portId, Bytes payload) {
  private static final int NLMSG_HDRLEN = 16;
  private static final int NLMSG_NOOP = 1;
  private static final int NLMSG_ERROR = 2;
  private static final int NLMSG_DONE = 3;

  /** Checks that type and flags fit into 16 bits. */
  public Frame {
    if ((type & 0xffff) != type || (flags & 0xffff) != flags) {
      throw new IllegalArgumentException(
          "type " + type + " or flags " + flags + " do not fit into 16 bits");
    }
  }

  /** Returns a request without a sequence number; {@link Conversation} adds it. */
  public static Frame request(int type, int flags, Bytes payload) {
    return new Frame(type, flags | Flags.REQUEST, 0, 0, payload);
  }

  /**
   * Decodes the messages of a datagram. The payloads are slices of it.
   *
   * @throws MalformedMessageException if a message is shorter than a header or longer than the rest
   *     of the datagram, or if the remaining bytes are not a message
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
      // The last message may lack its padding, as in NLMSG_NEXT.
      offset = Math.min(MessageWriter.align(size) + offset, datagram.length());
    }
    return frames;
  }

  /** Encodes messages as one datagram. */
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

  /** Returns the message with further flags, another sequence number and another port id. */
  public Frame numbered(int moreFlags, int newSequence, int newPortId) {
    return new Frame(type, flags | moreFlags, newSequence, newPortId, payload);
  }

  /** Whether this is part of a reply in several messages. */
  public boolean isMulti() {
    return (flags & Flags.MULTI) != 0;
  }

  /** Whether the dumped objects changed during the dump. */
  public boolean dumpInterrupted() {
    return (flags & Flags.DUMP_INTERRUPTED) != 0;
  }

  /** Whether this message has no meaning (NLMSG_NOOP). */
  public boolean isNothing() {
    return type == NLMSG_NOOP;
  }

  /** Whether this is an acknowledgement or a refusal: an {@link ErrorMessage}. */
  public boolean isError() {
    return type == NLMSG_ERROR;
  }

  /** Whether this ends a reply in several messages. */
  public boolean isDone() {
    return type == NLMSG_DONE;
  }

  private static MalformedMessageException malformed(
      Bytes datagram, int offset, String found, String expected) {
    return new MalformedMessageException(datagram.origin() + offset, found, expected);
  }
}
