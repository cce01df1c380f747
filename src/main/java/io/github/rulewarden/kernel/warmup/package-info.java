/**
 * An in-memory kernel for the warm-up: the daemon runs whole repairs on it before the first real
 * one, so that the classes are loaded and compiled by then.
 *
 * <p>{@link io.github.rulewarden.kernel.warmup.ModelKernel} stores rules and speaks netlink; {@link
 * io.github.rulewarden.kernel.warmup.WarmUpKernel} fills it with inverted rules. Messages pass
 * through the same codec and executor as those of the real kernel.
 */
@NullMarked
package io.github.rulewarden.kernel.warmup;

import org.jspecify.annotations.NullMarked;
