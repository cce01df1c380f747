package io.github.rulewarden.fib;

/**
 * An address and the number of its leading bits that count.
 *
 * @param length from 0 to the family's address length in bits
 */
public record Prefix(Address address, int length) {
  public Prefix {
    if (length < 0 || length > address.family().addressBits()) {
      throw new IllegalArgumentException(
          "prefix length " + length + " for " + address.family().text());
    }
  }

  /** As {@code ip} prints it: a whole address stands without its length. */
  public String text() {
    boolean whole = length == address.family().addressBits();
    return whole ? address.text() : address.text() + "/" + length;
  }
}
