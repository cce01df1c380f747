/**
 * A transport that replies from a script instead of the kernel. It is part of the library and not
 * of its tests, because users of {@link io.github.rulewarden.netlink.Transport} need it for their
 * own tests.
 */
@NullMarked
package io.github.rulewarden.netlink.testing;

import org.jspecify.annotations.NullMarked;
