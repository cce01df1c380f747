/**
 * The adapter between the daemon's ports and the kernel: reads, watches and changes routing rules
 * over netlink.
 *
 * <p>The kernel's omissions and sentinels (a priority left out is 0, a suppress length of
 * 0xffffffff is none) end in {@code RuleCodec}; nothing beyond this package knows of them.
 * Everything that changes a rule is in {@code PlanExecutor}.
 */
@NullMarked
package io.github.rulewarden.kernel;

import org.jspecify.annotations.NullMarked;
