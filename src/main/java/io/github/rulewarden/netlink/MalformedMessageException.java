package io.github.rulewarden.netlink;

/** Bytes that are no netlink message: where in the datagram, what was found, what was expected. */
public final class MalformedMessageException extends NetlinkException {
  private final int offset;
  private final String found;
  private final String expected;

  /**
   * @param offset the place in the datagram, in bytes from its beginning
   * @param found what stands there
   * @param expected what should have stood there
   */
  public MalformedMessageException(int offset, String found, String expected) {
    super("byte " + offset + " of the datagram: found " + found + ", expected " + expected);
    this.offset = offset;
    this.found = found;
    this.expected = expected;
  }

  /** The place in the datagram, in bytes from its beginning. */
  public int offset() {
    return offset;
  }

  /** What stands there. */
  public String found() {
    return found;
  }

  /** What should have stood there. */
  public String expected() {
    return expected;
  }
}
