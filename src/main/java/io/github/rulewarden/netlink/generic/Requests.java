package io.github.rulewarden.netlink.generic;

import io.github.rulewarden.netlink.Flags;
import io.github.rulewarden.netlink.Frame;
import io.github.rulewarden.netlink.MessageWriter;

/**
 * Creates requests for {@link io.github.rulewarden.netlink.Conversation}: {@code query} for a
 * single reply, {@code dump} for lists.
 */
public final class Requests {
  /** The family of WireGuard tunnels (WG_GENL_NAME). */
  public static final String WIREGUARD = "wireguard";

  /**
   * The family of AmneziaWG tunnels. It has the commands and attributes of WireGuard, and further
   * ones.
   */
  public static final String AMNEZIAWG = "amneziawg";

  private static final int CONTROL_VERSION = 1;

  private Requests() {}

  /**
   * Query: the family with a name. The reply is a {@link FamilyMessage}. The kernel tries to load
   * the module of an unknown family, and refuses with ENOENT if that fails.
   */
  public static Frame family(String name) {
    MessageWriter writer =
        new GenericHeader(GenericNumbers.CTRL_CMD_GETFAMILY, CONTROL_VERSION, 0).write();
    writer.attributeText(GenericNumbers.CTRL_ATTR_FAMILY_NAME, name);
    return Frame.request(GenericNumbers.GENL_ID_CTRL, 0, writer.toBytes());
  }

  /**
   * Dump: one tunnel, in one or more {@link DeviceMessage}s. The kernel refuses with EPERM without
   * CAP_NET_ADMIN, ENODEV if the link does not exist, EOPNOTSUPP if it is not a WireGuard link.
   *
   * @param family the number of {@link #WIREGUARD} or {@link #AMNEZIAWG}
   * @param index the ifindex
   */
  public static Frame device(int family, int index) {
    MessageWriter writer =
        new GenericHeader(GenericNumbers.WG_CMD_GET_DEVICE, GenericNumbers.WG_GENL_VERSION, 0)
            .write();
    writer.attributeU32(GenericNumbers.WGDEVICE_A_IFINDEX, index);
    return Frame.request(family, Flags.DUMP, writer.toBytes());
  }
}
