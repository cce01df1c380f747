/**
 * The messages of NETLINK_GENERIC, where protocols go by a name ({@code linux/genetlink.h}), and of
 * the one that matters here: {@code wireguard} ({@code linux/wireguard.h}).
 *
 * <p>As in {@code netlink.route}: a message is a record of its header and the list of its
 * attributes, each of them a record of a sealed family; decoding loses nothing, and an attribute
 * that does not have the form the kernel gives it is an {@code Unknown}. Attributes that hold
 * attributes keep their type as it came, because some kernels set the flag NLA_F_NESTED in it and
 * older ones do not.
 *
 * <p>A family's number is given out when its module is loaded, so it is asked for first:
 *
 * <pre>{@code
 * Frame answer = conversation.ask(Requests.family(Requests.WIREGUARD));
 * int family = FamilyMessage.decode(answer.payload()).number().orElseThrow();
 * for (Frame frame : conversation.dump(Requests.device(family, index))) {
 *   DeviceMessage part = DeviceMessage.decode(frame.payload());
 * }
 * }</pre>
 *
 * <p>Keys that are secret are not shown by {@code toString}.
 */
@NullMarked
package io.github.rulewarden.netlink.generic;

import org.jspecify.annotations.NullMarked;
