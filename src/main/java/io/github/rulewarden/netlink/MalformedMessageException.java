package io.github.rulewarden.netlink;

/**
 * Bytes that are not a valid netlink message: the offset in the datagram, the bytes found, and the
 * expected ones.
 */
public final class MalformedMessageException extends NetlinkException {
  private final int offset;
  private final String found;
  private final String expected;

  /**
   * @param offset in bytes from the beginning of the datagram
   * @param found what the datagram contains
   * @param expected what a valid datagram contains
   */
  public MalformedMessageException(int offset, String found, String expected) {
    super("byte " + offset + " of the datagram: found " + found + ", expected " + expected);
    this.offset = offset;
    this.found = found;
    this.expected = expected;
  }

  /** The offset in bytes from the beginning of the datagram. */
  public int offset() {
    return offset;
  }

  /** What the datagram contains there. */
  public String found() {
    return found;
  }

  /** What a valid datagram contains there. */
  public String expected() {
    return expected;
  }
}
