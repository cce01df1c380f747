package io.github.rulewarden.netlink.netfilter;

import io.github.rulewarden.netlink.Attributes;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.Header;
import io.github.rulewarden.netlink.MalformedMessageException;
import java.util.List;
import java.util.Optional;

/** A rule of nftables (NFT_MSG_NEWRULE). */
public record RuleMessage(NetfilterHeader header, List<RuleAttribute> attributes) {
  /** NFTNL_UDATA_RULE_COMMENT of libnftnl's {@code udata.h}. */
  private static final int USER_DATA_COMMENT = 0;

  private static final int USER_DATA_HEADER = 2;

  /** XT_MAX_COMMENT_LEN of {@code linux/netfilter/xt_comment.h}. */
  private static final int MATCHED_COMMENT = 256;

  /** Makes an immutable copy of the attributes. */
  public RuleMessage {
    attributes = List.copyOf(attributes);
  }

  /** Decodes the payload of a message. */
  public static RuleMessage decode(Bytes payload) throws MalformedMessageException {
    return new RuleMessage(
        NetfilterHeader.decode(payload),
        RuleAttribute.decodeAll(Header.behind(payload, NetfilterHeader.LENGTH)));
  }

  /** Encodes the payload of a message. */
  public Bytes encode() {
    return Attributes.encode(header.write(), attributes);
  }

  /** Returns the last attribute of a kind. */
  public <A extends RuleAttribute> Optional<A> find(Class<A> kind) {
    return Attributes.find(attributes, kind);
  }

  /** The name of its table; empty if the message contains none. */
  public String table() {
    Optional<RuleAttribute.Table> table = find(RuleAttribute.Table.class);
    return table.isPresent() ? table.get().text() : "";
  }

  /** The instructions of the rule, in order. */
  public List<Expression> expressions() {
    Optional<RuleAttribute.Expressions> expressions = find(RuleAttribute.Expressions.class);
    return expressions.isPresent() ? expressions.get().list() : List.of();
  }

  /**
   * The comment. {@code nft} stores it in the user data, iptables-nft in a match {@code comment}.
   * Empty if there is none.
   */
  public String comment() throws MalformedMessageException {
    for (Expression expression : expressions()) {
      if (Operation.of(expression) instanceof Operation.Match match
          && match.name().equals("comment")
          && match.info().length() == MATCHED_COMMENT) {
        return textUpToNul(match.info());
      }
    }
    Optional<RuleAttribute.UserData> data = find(RuleAttribute.UserData.class);
    return data.isPresent() ? comment(data.get().content()) : "";
  }

  private static String comment(Bytes userData) {
    int offset = 0;
    while (offset + USER_DATA_HEADER <= userData.length()) {
      int from = offset + USER_DATA_HEADER;
      int size = Math.min(userData.u8(offset + 1), userData.length() - from);
      if (userData.u8(offset) == USER_DATA_COMMENT) {
        return textUpToNul(userData.slice(from, size));
      }
      offset = from + size;
    }
    return "";
  }

  /** Empty if the bytes are not a text. */
  private static String textUpToNul(Bytes bytes) {
    int end = 0;
    while (end < bytes.length() && bytes.u8(end) != 0) {
      end++;
    }
    if (end == bytes.length()) {
      return "";
    }
    Bytes text = bytes.slice(0, end + 1);
    return text.isText() ? text.text() : "";
  }
}
