package io.github.rulewarden.kernel.wireguard;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.TunnelSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a tunnel in userspace answers to {@code get=1}: lines {@code key=value}, {@code errno=0} as
 * the last one, and an empty line. Taken as the bytes come; a line is kept only until its end.
 */
final class UserspaceWireGuardReply {
  /** Twice as long as the longest, a key of 64 digits. */
  private static final int LONGEST_LINE = 160;

  private static final long LARGEST_MARK = 0xffff_ffffL;

  private final StringBuilder line = new StringBuilder(LONGEST_LINE);
  private final Set<Family> captures = EnumSet.noneOf(Family.class);
  private long fwmark;
  private boolean hasSucceeded;

  /**
   * Takes more of the answer.
   *
   * @return whether it is whole now
   * @throws IOException if it is none
   */
  boolean add(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      char next = (char) (bytes.get() & 0xff);
      if (next != '\n') {
        append(next);
      } else if (line.isEmpty()) {
        return true;
      } else {
        end(line.toString());
        line.setLength(0);
      }
    }
    return false;
  }

  /** What was said; empty if the tunnel did not say that all is well. A mark of 0 is left out. */
  Optional<TunnelSettings> settings(int link) {
    return hasSucceeded
        ? Optional.of(new TunnelSettings(link, fwmark, captures))
        : Optional.empty();
  }

  private void append(char next) throws IOException {
    if (line.length() == LONGEST_LINE) {
      throw new IOException("a line of more than " + LONGEST_LINE + " characters");
    }
    line.append(next);
  }

  private void end(String text) throws IOException {
    int equals = text.indexOf('=');
    if (equals < 0) {
      throw new IOException("a line without '='");
    }
    String value = text.substring(equals + 1);
    switch (text.substring(0, equals)) {
      case "fwmark" -> fwmark = mark(value);
      case "allowed_ip" -> allow(value);
      case "errno" -> hasSucceeded = value.equals("0");
      default -> {}
    }
  }

  private void allow(String prefix) {
    if (prefix.endsWith("/0")) {
      captures.add(prefix.indexOf(':') < 0 ? Family.IPV4 : Family.IPV6);
    }
  }

  private static long mark(String value) throws IOException {
    try {
      long mark = Long.parseLong(value);
      if (mark >= 0 && mark <= LARGEST_MARK) {
        return mark;
      }
    } catch (NumberFormatException tooLongOrNoNumber) {
      // The same sentence for both.
    }
    throw new IOException("fwmark is not within 0.." + LARGEST_MARK);
  }
}
