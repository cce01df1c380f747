package io.github.rulewarden.netlink.netfilter;

import io.github.rulewarden.netlink.Attribute;
import io.github.rulewarden.netlink.AttributeReader;
import io.github.rulewarden.netlink.Attributes;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.MessageWriter;
import io.github.rulewarden.netlink.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An instruction of a rule, for the kernel's virtual machine.
 *
 * @param type of this list entry: NFTA_LIST_ELEM and flag bits
 */
public record Expression(int type, List<ExpressionAttribute> attributes) implements Attribute {
  /** Makes an immutable copy of the attributes. */
  public Expression {
    Range.u16(type);
    attributes = List.copyOf(attributes);
  }

  static List<Expression> decodeAll(Bytes source) throws MalformedMessageException {
    List<Expression> entries = new ArrayList<>();
    AttributeReader reader = new AttributeReader(source);
    while (reader.next()) {
      entries.add(new Expression(reader.type(), ExpressionAttribute.decodeAll(reader.payload())));
    }
    return entries;
  }

  @Override
  public void write(MessageWriter writer) {
    Attributes.writeNested(writer, type, attributes);
  }

  /**
   * The kind: {@code meta}, {@code payload}, {@code cmp} ... Empty if the message contains none.
   */
  public String name() {
    Optional<ExpressionAttribute.Name> name =
        Attributes.find(attributes, ExpressionAttribute.Name.class);
    return name.isPresent() ? name.get().text() : "";
  }

  /** Its attributes, undecoded; no bytes if it has none. */
  public Bytes data() {
    Optional<ExpressionAttribute.Data> data =
        Attributes.find(attributes, ExpressionAttribute.Data.class);
    return data.isPresent() ? data.get().content() : Bytes.EMPTY;
  }
}
