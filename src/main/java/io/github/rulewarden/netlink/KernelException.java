package io.github.rulewarden.netlink;

import java.util.OptionalInt;

/**
 * A refusal by the kernel: the error number and, if there is one, the extended acknowledgement
 * ({@code NLMSGERR_ATTR_MSG}, {@code NLMSGERR_ATTR_OFFS}; {@code linux/netlink.h}).
 */
public final class KernelException extends NetlinkException {
  /** The value of {@link #attributeOffset} if the kernel reported none. */
  private static final int NO_OFFSET = -1;

  private final int number;
  private final String explanation;
  private final int attributeOffset;

  /**
   * A refusal without an extended acknowledgement.
   *
   * @param operation what failed, as the beginning of a sentence
   * @param number the positive error number
   */
  public KernelException(String operation, int number) {
    this(operation, number, "", OptionalInt.empty());
  }

  /**
   * A refusal with an extended acknowledgement.
   *
   * @param operation what failed, as the beginning of a sentence
   * @param number the positive error number
   * @param explanation the kernel's message; empty if there is none
   * @param offset of the attribute in the request that the kernel refused, in bytes from the
   *     beginning of the message header
   */
  public KernelException(String operation, int number, String explanation, OptionalInt offset) {
    super(sentence(operation, number, explanation));
    this.number = number;
    this.explanation = explanation;
    this.attributeOffset = offset.orElse(NO_OFFSET);
  }

  /** The error as a constant. */
  public Errno errno() {
    return Errno.of(number);
  }

  /** The positive error number. */
  public int number() {
    return number;
  }

  /** The kernel's message; empty if there is none. */
  public String explanation() {
    return explanation;
  }

  /**
   * The offset of the attribute that the kernel refused, in bytes from the beginning of the message
   * header.
   */
  public OptionalInt offset() {
    return attributeOffset == NO_OFFSET ? OptionalInt.empty() : OptionalInt.of(attributeOffset);
  }

  private static String sentence(String operation, int number, String explanation) {
    Errno errno = Errno.of(number);
    String name = errno == Errno.OTHER ? "error " + number : errno + " (" + errno.meaning() + ")";
    return explanation.isEmpty()
        ? operation + ": " + name
        : operation + ": " + name + ": " + explanation;
  }
}
