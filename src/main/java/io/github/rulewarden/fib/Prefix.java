package io.github.rulewarden.fib;

/**
 * An address and the number of its leading bits that are compared.
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

  /** Whether every address of {@code other} lies in this prefix. */
  public boolean covers(Prefix other) {
    if (address.family() != other.address.family() || other.length < length) {
      return false;
    }
    int spare = address.family().addressBits() - length;
    long high = address.high() ^ other.address.high();
    long low = address.low() ^ other.address.low();
    if (spare >= Long.SIZE) {
      return spare - Long.SIZE == Long.SIZE || high >>> (spare - Long.SIZE) == 0;
    }
    return high == 0 && low >>> spare == 0;
  }

  /** As {@code ip} prints it: a single address has no length. */
  public String text() {
    boolean whole = length == address.family().addressBits();
    return whole ? address.text() : address.text() + "/" + length;
  }
}
