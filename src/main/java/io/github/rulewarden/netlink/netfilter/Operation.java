package io.github.rulewarden.netlink.netfilter;

import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.MalformedMessageException;
import java.util.Optional;

/**
 * The meaning of an expression, for the few kinds that this program reads. {@link Expression} keeps
 * the bytes.
 */
public sealed interface Operation {
  /** Meta key: the packet's mark, 4 bytes in the machine's order (NFT_META_MARK). */
  long META_MARK = 3;

  /** Payload base: the network header (NFT_PAYLOAD_NETWORK_HEADER). */
  long NETWORK_HEADER = 1;

  /** Comparison: equal (NFT_CMP_EQ). */
  long EQUAL = 0;

  /**
   * Decodes an expression.
   *
   * @throws MalformedMessageException if its data is malformed
   */
  static Operation of(Expression expression) throws MalformedMessageException {
    Optional<? extends Operation> known =
        switch (expression.name()) {
          case "meta" -> LoadMeta.of(Fields.of(expression));
          case "payload" -> LoadPayload.of(Fields.of(expression));
          case "cmp" -> Compare.of(Fields.of(expression));
          case "match" -> Match.of(Fields.of(expression));
          default -> Optional.empty();
        };
    return known.isPresent() ? known.get() : new Other();
  }

  /**
   * Loads metadata of the packet into a register.
   *
   * @param key of the metadata ({@code NFT_META_*})
   */
  record LoadMeta(long register, long key) implements Operation {
    private static Optional<LoadMeta> of(Fields fields) {
      return fields.has(NetfilterNumbers.NFTA_META_DREG, NetfilterNumbers.NFTA_META_KEY)
          ? Optional.of(
              new LoadMeta(
                  fields.be32(NetfilterNumbers.NFTA_META_DREG),
                  fields.be32(NetfilterNumbers.NFTA_META_KEY)))
          : Optional.empty();
    }
  }

  /**
   * Loads bytes of the packet into a register.
   *
   * @param base the header that the offset is relative to ({@code NFT_PAYLOAD_*})
   */
  record LoadPayload(long register, long base, long offset, long length) implements Operation {
    private static Optional<LoadPayload> of(Fields fields) {
      return fields.has(
              NetfilterNumbers.NFTA_PAYLOAD_DREG,
              NetfilterNumbers.NFTA_PAYLOAD_BASE,
              NetfilterNumbers.NFTA_PAYLOAD_OFFSET,
              NetfilterNumbers.NFTA_PAYLOAD_LEN)
          ? Optional.of(
              new LoadPayload(
                  fields.be32(NetfilterNumbers.NFTA_PAYLOAD_DREG),
                  fields.be32(NetfilterNumbers.NFTA_PAYLOAD_BASE),
                  fields.be32(NetfilterNumbers.NFTA_PAYLOAD_OFFSET),
                  fields.be32(NetfilterNumbers.NFTA_PAYLOAD_LEN)))
          : Optional.empty();
    }
  }

  /**
   * Compares a register with a value, and continues with the rule only if that is true.
   *
   * @param relation {@link #EQUAL}, or another of {@code NFT_CMP_*}
   * @param value the bytes to compare with
   */
  record Compare(long register, long relation, Bytes value) implements Operation {
    private static Optional<Compare> of(Fields fields) throws MalformedMessageException {
      if (!fields.has(NetfilterNumbers.NFTA_CMP_SREG, NetfilterNumbers.NFTA_CMP_OP)) {
        return Optional.empty();
      }
      Fields data = Fields.of(fields.bytes(NetfilterNumbers.NFTA_CMP_DATA));
      return Optional.of(
          new Compare(
              fields.be32(NetfilterNumbers.NFTA_CMP_SREG),
              fields.be32(NetfilterNumbers.NFTA_CMP_OP),
              data.bytes(NetfilterNumbers.NFTA_DATA_VALUE)));
    }
  }

  /**
   * A match of xtables, which iptables-nft uses if nftables has no equivalent.
   *
   * @param info the structure of this name and revision ({@code linux/netfilter/xt_*.h})
   */
  record Match(String name, long revision, Bytes info) implements Operation {
    private static Optional<Match> of(Fields fields) {
      Bytes name = fields.bytes(NetfilterNumbers.NFTA_MATCH_NAME);
      return name.isText() && fields.has(NetfilterNumbers.NFTA_MATCH_REV)
          ? Optional.of(
              new Match(
                  name.text(),
                  fields.be32(NetfilterNumbers.NFTA_MATCH_REV),
                  fields.bytes(NetfilterNumbers.NFTA_MATCH_INFO)))
          : Optional.empty();
    }
  }

  /** Any other operation. It may write to any register. */
  record Other() implements Operation {}
}
