/**
 * The command line: one class for each command, text or JSON, exit codes.
 *
 * <p>{@link io.github.rulewarden.cli.RulewardenCli} is the entry point. The commands contain no
 * routing logic. They use the kernel, the daemon and the demonstration through the ports in {@link
 * io.github.rulewarden.cli.Dependencies}, pass what they read to the policy, and print the result.
 *
 * <p>The output is pinned by the files under {@code src/test/resources/cli}, and with the real
 * daemon by those under {@code src/it/resources/cli}. A {@link io.github.rulewarden.cli.Terminal}
 * gets colours and lines that fit; a pipe gets the complete text.
 *
 * <p>For commands that run until Ctrl-C, a {@link io.github.rulewarden.cli.Follower} reports events
 * to its observer, across restarts of the daemon and the bus.
 *
 * <p>The manual pages in {@code packaging/man} are generated from {@code src/man} and from the
 * descriptions that the commands give to the parser. The scripts in {@code packaging/completion}
 * are generated from the same descriptions.
 *
 * <p>The commands describe themselves to picocli with builders and not with annotations, which
 * picocli would read by reflection at each start.
 */
@NullMarked
package io.github.rulewarden.cli;

import org.jspecify.annotations.NullMarked;
