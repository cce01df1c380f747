package io.github.rulewarden.netlink;

import java.util.OptionalInt;

/**
 * An acknowledgement or a refusal: the payload of NLMSG_ERROR ({@code struct nlmsgerr}: the error,
 * the header of the request and, unless capped, its payload), or the error inside NLMSG_DONE; then,
 * if flagged, the attributes of an extended acknowledgement ({@code net/netlink/af_netlink.c},
 * netlink_ack).
 *
 * @param number the positive error number, 0 for an acknowledgement
 * @param explanation the kernel's message; empty if there is none
 * @param offset of the attribute in the request that the kernel refused, in bytes from the
 *     beginning of the message header
 */
public record ErrorMessage(int number, String explanation, OptionalInt offset) {
  private static final int NLMSGERR_ATTR_MSG = 1;
  private static final int NLMSGERR_ATTR_OFFS = 2;

  private static final int ERROR_LENGTH = 4;
  private static final int NLMSG_HDRLEN = 16;

  /**
   * Decodes the error in a frame for which {@link Frame#isError()} or {@link Frame#isDone()} holds.
   *
   * @throws MalformedMessageException if the payload is too short
   */
  public static ErrorMessage decode(Frame frame) throws MalformedMessageException {
    Bytes payload = frame.payload();
    if (frame.isDone() && payload.length() == 0) {
      return new ErrorMessage(0, "", OptionalInt.empty());
    }
    int fixed = frame.isDone() ? ERROR_LENGTH : ERROR_LENGTH + NLMSG_HDRLEN;
    require(payload, fixed);
    int number = -payload.s32(0);
    if ((frame.flags() & Flags.EXPLAINED) == 0) {
      return new ErrorMessage(number, "", OptionalInt.empty());
    }
    int attributes = fixed;
    if (frame.isError() && (frame.flags() & Flags.CAPPED) == 0) {
      attributes = afterRequest(payload);
    }
    return explained(number, payload.slice(attributes, payload.length() - attributes));
  }

  /** Whether the request succeeded. */
  public boolean isAcknowledgement() {
    return number == 0;
  }

  /** Returns the refusal as an exception whose message begins with {@code operation}. */
  public KernelException toException(String operation) {
    return new KernelException(operation, number, explanation, offset);
  }

  private static int afterRequest(Bytes payload) throws MalformedMessageException {
    long request = payload.u32(ERROR_LENGTH);
    if (request < NLMSG_HDRLEN || request > payload.length() - ERROR_LENGTH) {
      throw new MalformedMessageException(
          payload.origin() + ERROR_LENGTH,
          "a request of " + request + " bytes",
          "16 to " + (payload.length() - ERROR_LENGTH));
    }
    return Math.min(ERROR_LENGTH + MessageWriter.align((int) request), payload.length());
  }

  private static ErrorMessage explained(int number, Bytes attributes)
      throws MalformedMessageException {
    String explanation = "";
    OptionalInt offset = OptionalInt.empty();
    AttributeReader reader = new AttributeReader(attributes);
    while (reader.next()) {
      if (reader.type() == NLMSGERR_ATTR_MSG && reader.payload().isText()) {
        explanation = reader.payload().text();
      } else if (reader.type() == NLMSGERR_ATTR_OFFS && reader.length() == 4) {
        offset = OptionalInt.of(reader.s32());
      }
    }
    return new ErrorMessage(number, explanation, offset);
  }

  private static void require(Bytes payload, int length) throws MalformedMessageException {
    if (payload.length() < length) {
      throw new MalformedMessageException(
          payload.origin(), payload.length() + " bytes of error", "at least " + length);
    }
  }
}
