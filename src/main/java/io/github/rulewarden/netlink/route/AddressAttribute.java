package io.github.rulewarden.netlink.route;

import io.github.rulewarden.netlink.Attribute;
import io.github.rulewarden.netlink.AttributeReader;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.MessageWriter;
import io.github.rulewarden.netlink.Range;
import java.util.ArrayList;
import java.util.List;

/** An attribute of an address ({@code IFA_*} of {@code linux/if_addr.h}). */
public sealed interface AddressAttribute extends Attribute {
  /** Decodes a sequence of attributes. */
  static List<AddressAttribute> decodeAll(Bytes source) throws MalformedMessageException {
    List<AddressAttribute> attributes = new ArrayList<>();
    AttributeReader reader = new AttributeReader(source);
    while (reader.next()) {
      attributes.add(decode(reader.type(), reader.payload()));
    }
    return attributes;
  }

  private static AddressAttribute decode(int type, Bytes payload) {
    return switch (type) {
      case AddressNumbers.IFA_ADDRESS -> new Address(payload);
      case AddressNumbers.IFA_LOCAL -> new Local(payload);
      default -> new Unknown(type, payload);
    };
  }

  /** 4 or 16 bytes: the peer's address on a point-to-point link, else the link's own. */
  record Address(Bytes bytes) implements AddressAttribute {
    @Override
    public void write(MessageWriter writer) {
      writer.attribute(AddressNumbers.IFA_ADDRESS, bytes);
    }
  }

  /**
   * 4 or 16 bytes: the link's own address. IPv6 has this attribute only if there is a peer address.
   */
  record Local(Bytes bytes) implements AddressAttribute {
    @Override
    public void write(MessageWriter writer) {
      writer.attribute(AddressNumbers.IFA_LOCAL, bytes);
    }
  }

  /**
   * An attribute with an unknown number. It is kept as it is.
   *
   * @param type all 16 bits, including flag bits
   */
  record Unknown(int type, Bytes payload) implements AddressAttribute {
    public Unknown {
      Range.u16(type);
    }

    @Override
    public void write(MessageWriter writer) {
      writer.attribute(type, payload);
    }
  }
}
