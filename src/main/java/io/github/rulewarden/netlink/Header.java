package io.github.rulewarden.netlink;

/** The fixed part at the beginning of a message. */
public final class Header {
  private Header() {}

  /** Refuses a message that is shorter than its fixed part of {@code length} bytes. */
  public static void require(Bytes message, int length) throws MalformedMessageException {
    if (message.length() < length) {
      throw new MalformedMessageException(
          message.origin(), message.length() + " bytes of message", "at least " + length);
    }
  }

  /** Returns the bytes after the fixed part of {@code length} bytes. */
  public static Bytes behind(Bytes message, int length) {
    return message.slice(length, message.length() - length);
  }
}
