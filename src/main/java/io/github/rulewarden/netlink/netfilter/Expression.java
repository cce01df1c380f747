package io.github.rulewarden.netlink.netfilter;

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
 * A part of a rule: an instruction of the kernel's virtual machine.
 *
 * @param type the type of this entry of a list: NFTA_LIST_ELEM and flag bits
 */
public record Expression(int type, List<ExpressionAttribute> attributes) {
  /** Keeps an unchangeable copy of the attributes. */
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

  void write(MessageWriter writer) {
    int begin = writer.beginAttribute(type);
    for (ExpressionAttribute attribute : attributes) {
      attribute.write(writer);
    }
    writer.endAttribute(begin);
  }

  /**
   * What it is: {@code meta}, {@code payload}, {@code cmp} ... Empty if the message does not say.
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
