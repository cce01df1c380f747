package io.github.rulewarden.testing;

import io.github.rulewarden.netlink.AttributeReader;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.MalformedMessageException;

/**
 * A rule as the kernel announced it. This class decodes the few fields that tests use by itself,
 * independent of the program's decoder.
 *
 * @param family 2 or 10
 * @param invariant all of the rule except its priority and the kernel's flags of the current state,
 *     in hexadecimal digits; the same for a rule and its copy elsewhere
 * @param mark the value of FRA_FWMARK, 0 if there is none
 * @param suppress whether it is {@code suppress_prefixlength 0}
 * @param isInverted whether it is {@code not}
 */
public record SeenRule(
    int family,
    long priority,
    String invariant,
    long table,
    long mark,
    boolean suppress,
    boolean isInverted) {
  /** struct fib_rule_hdr. */
  private static final int HEADER = 12;

  private static final int TABLE_OFFSET = 4;
  private static final int FLAGS_OFFSET = 8;

  private static final long FIB_RULE_INVERT = 0x2;

  /** FIB_RULE_UNRESOLVED, FIB_RULE_IIF_DETACHED, FIB_RULE_OIF_DETACHED. */
  private static final long PASSING_FLAGS = 0x4 | 0x8 | 0x10;

  private static final int FRA_PRIORITY = 6;
  private static final int FRA_FWMARK = 10;
  private static final int FRA_SUPPRESS_PREFIXLEN = 14;
  private static final int FRA_TABLE = 15;

  /** Decodes the payload of an RTM_NEWRULE or RTM_DELRULE. */
  static SeenRule of(Bytes payload) throws MalformedMessageException {
    long flags = payload.u32(FLAGS_OFFSET);
    StringBuilder invariant = new StringBuilder();
    invariant.append(payload.slice(0, FLAGS_OFFSET)).append(' ');
    invariant.append(Long.toHexString(flags & ~PASSING_FLAGS));
    long priority = 0;
    long table = payload.u8(TABLE_OFFSET);
    long mark = 0;
    boolean suppress = false;
    AttributeReader reader = new AttributeReader(payload.slice(HEADER, payload.length() - HEADER));
    while (reader.next()) {
      switch (reader.type()) {
        case FRA_PRIORITY -> {
          priority = reader.u32();
          continue;
        }
        case FRA_TABLE -> table = reader.u32();
        case FRA_FWMARK -> mark = reader.u32();
        case FRA_SUPPRESS_PREFIXLEN -> suppress = reader.u32() == 0;
        default -> {}
      }
      invariant.append(' ').append(reader.type()).append('=').append(reader.payload());
    }
    return new SeenRule(
        payload.u8(0),
        priority,
        invariant.toString(),
        table,
        mark,
        suppress,
        (flags & FIB_RULE_INVERT) != 0);
  }

  /**
   * Returns whether it is {@code not fwmark M lookup T}, where T is neither one of the kernel's
   * tables nor Tailscale's.
   */
  public boolean isCapture() {
    return isInverted && mark != 0 && table != 0 && table != 52 && (table < 253 || table > 255);
  }

  /** Returns whether it is {@code lookup main suppress_prefixlength 0}. */
  public boolean isSuppress() {
    return suppress && table == 254 && !isInverted && mark == 0;
  }

  /** Returns whether it belongs to a VPN. */
  public boolean isVpn() {
    return isCapture() || isSuppress();
  }

  /** Returns whether it is {@code lookup 52}. */
  public boolean isTailscaleLookup() {
    return table == 52;
  }

  /**
   * Returns whether it is one of tailscaled's four, by the priorities that {@link Tailscale} gives
   * them.
   */
  public boolean isTailscale() {
    return 5210 <= priority && priority <= 5270;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(priority).append(isInverted ? ": not" : ":");
    if (mark != 0) {
      text.append(" fwmark 0x").append(Long.toHexString(mark));
    }
    text.append(" table ").append(table);
    return (suppress ? text.append(" suppress") : text).toString();
  }
}
