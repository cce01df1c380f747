/**
 * The messages of NETLINK_GENERIC, whose protocols (families) have names ({@code
 * linux/genetlink.h}), and those of the family {@code wireguard} ({@code linux/wireguard.h}).
 *
 * <p>As in {@code netlink.route}, decoding loses nothing, and an attribute whose form differs from
 * the kernel's is an {@code Unknown}. Attributes that contain attributes preserve their type,
 * because older kernels do not set the flag NLA_F_NESTED in it.
 *
 * <p>The kernel assigns the number of a family when it loads the module, so the first request
 * queries the number:
 *
 * <pre>{@code
 * Frame reply = conversation.query(Requests.family(Requests.WIREGUARD));
 * int family = FamilyMessage.decode(reply.payload()).number().orElseThrow();
 * for (Frame frame : conversation.dump(Requests.device(family, index))) {
 *   DeviceMessage part = DeviceMessage.decode(frame.payload());
 * }
 * }</pre>
 *
 * <p>{@code toString} does not print secret keys.
 */
@NullMarked
package io.github.rulewarden.netlink.generic;

import org.jspecify.annotations.NullMarked;
