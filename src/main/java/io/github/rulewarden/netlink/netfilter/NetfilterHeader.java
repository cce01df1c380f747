package io.github.rulewarden.netlink.netfilter;

import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.Header;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.MessageWriter;
import io.github.rulewarden.netlink.Range;

/**
 * The header of every netfilter message ({@code struct nfgenmsg}, 4 bytes).
 *
 * @param family of the table: {@link TableFamily#number()}, or another number of the kernel
 * @param version of nfnetlink: 0
 * @param resource in a reply the lower 16 bits of the ruleset generation; big-endian
 */
public record NetfilterHeader(int family, int version, int resource) {
  static final int LENGTH = 4;

  /** Checks the range of each number. */
  public NetfilterHeader {
    Range.u8(family);
    Range.u8(version);
    Range.u16(resource);
  }

  static NetfilterHeader decode(Bytes payload) throws MalformedMessageException {
    Header.require(payload, LENGTH);
    return new NetfilterHeader(payload.u8(0), payload.u8(1), payload.be16(2));
  }

  MessageWriter write() {
    return new MessageWriter().u8(family).u8(version).be16(resource);
  }
}
