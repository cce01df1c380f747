/**
 * The command line: one class for each command, plain text or JSON, exit codes.
 *
 * <p>{@link io.github.rulewarden.cli.RulewardenCli} is the way in. The commands hold no knowledge
 * of their own: they reach the kernel, the daemon and the demonstration by the ports of {@link
 * io.github.rulewarden.cli.Wiring}, ask the policy what it makes of what they read, and print it.
 *
 * <p>What is printed is pinned by the files under {@code src/test/resources/cli}, and beside the
 * real daemon by those under {@code src/it/resources/cli}. Where it goes decides how: a {@link
 * io.github.rulewarden.cli.Terminal} gets lines that fit and colours, a pipe gets everything.
 *
 * <p>What goes on until Ctrl-C is told by a {@link io.github.rulewarden.cli.Follower} to its
 * audience, over restarts of the daemon and the bus.
 *
 * <p>The manual under {@code packaging/man} is made of {@code src/man} and of the descriptions that
 * the commands have for the parser; so are the scripts under {@code packaging/completion}.
 *
 * <p>The commands are described to picocli by its builders and not by annotations, which it would
 * find by reflection at each start.
 */
@NullMarked
package io.github.rulewarden.cli;

import org.jspecify.annotations.NullMarked;
