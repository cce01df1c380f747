package io.github.rulewarden.fib;

/** Prefixes as {@code ip route} takes them. */
public final class Prefixes {
  private Prefixes() {}

  /** {@code 10.0.0.0/8}, {@code 100.64.0.7}, {@code fd7a:115c:a1e0::/48}. */
  public static Prefix parse(String text) {
    Family family = text.indexOf(':') >= 0 ? Family.IPV6 : Family.IPV4;
    int slash = text.indexOf('/');
    return slash < 0
        ? new Prefix(Numeric.address(family, text), family.addressBits())
        : new Prefix(
            Numeric.address(family, text.substring(0, slash)),
            Integer.parseInt(text.substring(slash + 1)));
  }
}
