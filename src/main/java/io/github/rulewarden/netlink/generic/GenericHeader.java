package io.github.rulewarden.netlink.generic;

import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.Header;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.MessageWriter;
import io.github.rulewarden.netlink.Range;

/**
 * The header of every generic message ({@code struct genlmsghdr}, 4 bytes).
 *
 * @param command a number of the family
 * @param version of the family's messages
 * @param reserved preserved
 */
public record GenericHeader(int command, int version, int reserved) {
  static final int LENGTH = 4;

  /** Checks the range of each number. */
  public GenericHeader {
    Range.u8(command);
    Range.u8(version);
    Range.u16(reserved);
  }

  static GenericHeader decode(Bytes payload) throws MalformedMessageException {
    Header.require(payload, LENGTH);
    return new GenericHeader(payload.u8(0), payload.u8(1), payload.u16(2));
  }

  MessageWriter write() {
    return new MessageWriter().u8(command).u8(version).u16(reserved);
  }
}
