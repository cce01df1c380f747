package io.github.rulewarden.fib;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Reads numeric addresses with the JDK's parser, independently of the code under test. */
public final class Numeric {
  private Numeric() {}

  /**
   * Returns the address of a text. Any character but digits, dots, colons and hexadecimal letters
   * is an error.
   */
  public static Address address(Family family, String text) {
    if (!text.matches("[0-9a-fA-F.:]+")) {
      throw new IllegalArgumentException("not a numeric address: " + text);
    }
    try {
      byte[] bytes = InetAddress.getByName(text).getAddress();
      if (family == Family.IPV6 && bytes.length == 4) {
        // The JDK turns ::ffff:1.2.3.4 into an IPv4 address.
        byte[] mapped = new byte[16];
        Arrays.fill(mapped, 10, 12, (byte) 0xff);
        System.arraycopy(bytes, 0, mapped, 12, 4);
        bytes = mapped;
      }
      return Address.of(family, bytes);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("not an address: " + text, e);
    }
  }
}
