package io.github.rulewarden.fib;

/**
 * An address family that has routing rules of its own. Rules of one family never act on packets of
 * the other.
 */
public enum Family {
  IPV4("ipv4", "IPv4", "-4", 32),
  IPV6("ipv6", "IPv6", "-6", 128);

  private final String text;
  private final String title;
  private final String option;
  private final int addressBits;

  Family(String text, String title, String option, int addressBits) {
    this.text = text;
    this.title = title;
    this.option = option;
    this.addressBits = addressBits;
  }

  /** The name in the configuration, on D-Bus and in JSON: {@code ipv4} or {@code ipv6}. */
  public String text() {
    return text;
  }

  /** The name in a sentence: {@code IPv4} or {@code IPv6}. */
  public String title() {
    return title;
  }

  /** The option of {@code ip(8)} that selects this family: {@code -4} or {@code -6}. */
  public String option() {
    return option;
  }

  /** The length of an address in bits: 32 or 128. */
  public int addressBits() {
    return addressBits;
  }
}
