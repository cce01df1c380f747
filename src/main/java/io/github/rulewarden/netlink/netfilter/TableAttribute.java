package io.github.rulewarden.netlink.netfilter;

import io.github.rulewarden.netlink.AttributeReader;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.MessageWriter;
import io.github.rulewarden.netlink.Range;
import java.util.ArrayList;
import java.util.List;

/** An attribute of a table ({@code NFTA_TABLE_*}). */
public sealed interface TableAttribute {
  /** Appends this attribute, header and padding included. */
  void write(MessageWriter writer);

  /** Takes a run of attributes apart. */
  static List<TableAttribute> decodeAll(Bytes source) throws MalformedMessageException {
    List<TableAttribute> attributes = new ArrayList<>();
    AttributeReader reader = new AttributeReader(source);
    while (reader.next()) {
      attributes.add(decode(reader.type(), reader.payload()));
    }
    return attributes;
  }

  private static TableAttribute decode(int type, Bytes payload) {
    if (type == NetfilterNumbers.NFTA_TABLE_NAME && payload.isText()) {
      return new Name(payload.text());
    }
    if (type == NetfilterNumbers.NFTA_TABLE_FLAGS && payload.length() == Integer.BYTES) {
      return new Flags(payload.be32(0));
    }
    if (type == NetfilterNumbers.NFTA_TABLE_HANDLE && payload.length() == Long.BYTES) {
      return new Handle(payload.be64(0));
    }
    return new Unknown(type, payload);
  }

  /** The table's name. */
  record Name(String text) implements TableAttribute {
    public Name {
      Range.text(text);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attributeText(NetfilterNumbers.NFTA_TABLE_NAME, text);
    }
  }

  /** Bits {@code NFT_TABLE_F_*}: 1 dormant, 2 owned by a socket, 4 outlives its owner. */
  record Flags(long bits) implements TableAttribute {
    public Flags {
      Range.u32(bits);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attributeBe32(NetfilterNumbers.NFTA_TABLE_FLAGS, bits);
    }
  }

  /** The number that the kernel gave to the table; never used again. */
  record Handle(long number) implements TableAttribute {
    @Override
    public void write(MessageWriter writer) {
      writer.attributeBe64(NetfilterNumbers.NFTA_TABLE_HANDLE, number);
    }
  }

  /**
   * An attribute of a number that this library does not know, or of a form that the kernel does not
   * give to one it knows: kept as it is.
   *
   * @param type all 16 bits, flag bits included
   */
  record Unknown(int type, Bytes payload) implements TableAttribute {
    public Unknown {
      Range.u16(type);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attribute(type, payload);
    }
  }
}
