/**
 * The kernel's end of a conversation, played from a script. It is part of the library and not of
 * its tests, because whoever talks netlink through {@link io.github.rulewarden.netlink.Transport}
 * needs it for tests of their own.
 */
@NullMarked
package io.github.rulewarden.netlink.testing;

import org.jspecify.annotations.NullMarked;
