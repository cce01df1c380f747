package io.github.rulewarden.netlink.route;

import io.github.rulewarden.netlink.AttributeReader;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.MalformedMessageException;
import io.github.rulewarden.netlink.MessageWriter;
import io.github.rulewarden.netlink.Range;
import java.util.ArrayList;
import java.util.List;

/** An attribute of an address ({@code IFA_*} of {@code linux/if_addr.h}). */
public sealed interface AddressAttribute {
  /** Appends this attribute, header and padding included. */
  void write(MessageWriter writer);

  /** Takes a run of attributes apart. */
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

  /** 4 or 16 bytes: the other end's address of a point-to-point pair, else the link's own. */
  record Address(Bytes bytes) implements AddressAttribute {
    @Override
    public void write(MessageWriter writer) {
      writer.attribute(AddressNumbers.IFA_ADDRESS, bytes);
    }
  }

  /** 4 or 16 bytes: the link's own address. IPv6 has it only beside that of another end. */
  record Local(Bytes bytes) implements AddressAttribute {
    @Override
    public void write(MessageWriter writer) {
      writer.attribute(AddressNumbers.IFA_LOCAL, bytes);
    }
  }

  /**
   * An attribute of a number that this library does not know: kept as it is.
   *
   * @param type all 16 bits, flag bits included
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
