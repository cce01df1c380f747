package io.github.rulewarden.netlink;

import java.util.OptionalInt;

/**
 * The kernel refused: the error number and, where the kernel gave one, its extended acknowledgement
 * ({@code NLMSGERR_ATTR_MSG}, {@code NLMSGERR_ATTR_OFFS}; {@code linux/netlink.h}).
 */
public final class KernelException extends NetlinkException {
  /** What {@link #attributeOffset} holds when the kernel named no place. */
  private static final int NOWHERE = -1;

  private final int number;
  private final String explanation;
  private final int attributeOffset;

  /**
   * A refusal without further explanation.
   *
   * @param operation what was tried, as the beginning of a sentence
   * @param number the positive error number
   */
  public KernelException(String operation, int number) {
    this(operation, number, "", OptionalInt.empty());
  }

  /**
   * A refusal with the kernel's own words.
   *
   * @param operation what was tried, as the beginning of a sentence
   * @param number the positive error number
   * @param explanation the kernel's words, empty if it gave none
   * @param offset the place of the offending attribute in the request, from its header on
   */
  public KernelException(String operation, int number, String explanation, OptionalInt offset) {
    super(sentence(operation, number, explanation));
    this.number = number;
    this.explanation = explanation;
    this.attributeOffset = offset.orElse(NOWHERE);
  }

  /** The error as something to branch on. */
  public Errno errno() {
    return Errno.of(number);
  }

  /** The positive error number. */
  public int number() {
    return number;
  }

  /** The kernel's words, empty if it gave none. */
  public String explanation() {
    return explanation;
  }

  /** The place of the offending attribute in the request, in bytes from the message's header on. */
  public OptionalInt offset() {
    return attributeOffset == NOWHERE ? OptionalInt.empty() : OptionalInt.of(attributeOffset);
  }

  private static String sentence(String operation, int number, String explanation) {
    Errno errno = Errno.of(number);
    String name = errno == Errno.OTHER ? "error " + number : errno + " (" + errno.meaning() + ")";
    return explanation.isEmpty()
        ? operation + ": " + name
        : operation + ": " + name + ": " + explanation;
  }
}
