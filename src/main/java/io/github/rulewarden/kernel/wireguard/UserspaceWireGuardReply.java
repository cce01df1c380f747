package io.github.rulewarden.kernel.wireguard;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.TunnelSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The reply of a userspace tunnel to {@code get=1}: lines {@code key=value}, the last of them
 * {@code errno=0}, then an empty line. It is parsed incrementally; only the current line is stored.
 */
final class UserspaceWireGuardReply {
  /** Twice the length of the longest valid line, a key of 64 digits. */
  private static final int MAXIMUM_LINE = 160;

  private static final long LARGEST_MARK = 0xffff_ffffL;

  private final StringBuilder line = new StringBuilder(MAXIMUM_LINE);
  private final Set<Family> captures = EnumSet.noneOf(Family.class);
  private long fwmark;
  private boolean hasSucceeded;

  /**
   * Adds received bytes.
   *
   * @return whether the reply is complete
   * @throws IOException if the reply is malformed
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

  /** The settings; empty unless the reply reported success. A reply without fwmark means 0. */
  Optional<TunnelSettings> settings(int link) {
    return hasSucceeded
        ? Optional.of(new TunnelSettings(link, fwmark, captures))
        : Optional.empty();
  }

  private void append(char next) throws IOException {
    if (line.length() == MAXIMUM_LINE) {
      throw new IOException("a line of more than " + MAXIMUM_LINE + " characters");
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
    } catch (NumberFormatException invalid) {
      // The exception below reports it.
    }
    throw new IOException("fwmark is not within 0.." + LARGEST_MARK);
  }
}
