package io.github.rulewarden.netlink.generic;

import io.github.rulewarden.netlink.Flags;
import io.github.rulewarden.netlink.Frame;
import io.github.rulewarden.netlink.MessageWriter;

/**
 * What can be asked of the kernel: to be given to {@link
 * io.github.rulewarden.netlink.Conversation}, {@code ask} for one answer, {@code dump} for lists.
 */
public final class Requests {
  /** The family of WireGuard's tunnels (WG_GENL_NAME). */
  public static final String WIREGUARD = "wireguard";

  /**
   * The family of AmneziaWG's tunnels: WireGuard's commands and attributes, and more of its own.
   */
  public static final String AMNEZIAWG = "amneziawg";

  private static final int CONTROL_VERSION = 1;

  private Requests() {}

  /**
   * Question: the family of a name, answered by a {@link FamilyMessage}; the kernel refuses with
   * ENOENT if there is none, after it has tried to load a module of that name.
   */
  public static Frame family(String name) {
    MessageWriter writer =
        new GenericHeader(GenericNumbers.CTRL_CMD_GETFAMILY, CONTROL_VERSION, 0).write();
    writer.attributeText(GenericNumbers.CTRL_ATTR_FAMILY_NAME, name);
    return Frame.request(GenericNumbers.GENL_ID_CTRL, 0, writer.toBytes());
  }

  /**
   * Dump: one tunnel, in as many {@link DeviceMessage}s as it takes. The kernel refuses with EPERM
   * without CAP_NET_ADMIN, ENODEV if there is no such link, EOPNOTSUPP if it is not WireGuard's.
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
