package io.github.rulewarden.netlink;

import java.util.List;
import java.util.Optional;

/** Lists of attributes. */
public final class Attributes {
  private Attributes() {}

  /** Returns the last attribute of a kind, which is the one that the kernel uses (nla_parse). */
  public static <A> Optional<A> find(List<? super A> attributes, Class<A> kind) {
    for (int i = attributes.size() - 1; i >= 0; i--) {
      if (kind.isInstance(attributes.get(i))) {
        return Optional.of(kind.cast(attributes.get(i)));
      }
    }
    return Optional.empty();
  }

  /**
   * Appends the attributes to a message and returns the whole message.
   *
   * @param header a writer to which only the fixed header was written
   */
  public static Bytes encode(MessageWriter header, List<? extends Attribute> attributes) {
    for (Attribute attribute : attributes) {
      attribute.write(header);
    }
    return header.toBytes();
  }

  /**
   * Appends an attribute whose payload is attributes.
   *
   * @param type all 16 bits, including flag bits
   */
  public static void writeNested(
      MessageWriter writer, int type, List<? extends Attribute> attributes) {
    int begin = writer.beginAttribute(type);
    for (Attribute attribute : attributes) {
      attribute.write(writer);
    }
    writer.endAttribute(begin);
  }
}
