/**
 * The command line: one class for each command, text or JSON, exit codes.
 *
 * <p>{@link io.github.rulewarden.cli.RulewardenCli} is the entry point. The commands contain no
 * routing logic. They use the kernel, the daemon and the demonstration through the ports in {@link
 * io.github.rulewarden.cli.Dependencies}, pass what they read to the policy, and print the result.
 *
 * <p>Tests compare the output with the files in {@code src/test/resources/cli}, and with the real
 * daemon with those in {@code src/it/resources/cli}. A {@link io.github.rulewarden.cli.Terminal}
 * shows colours and lines that fit; a pipe receives the complete text.
 *
 * <p>For commands that run until Ctrl-C, a {@link io.github.rulewarden.cli.Follower} reports events
 * to its observer, across restarts of the daemon and the bus.
 *
 * <p>The manual pages in {@code packaging/man} are generated from {@code src/man} and from the
 * descriptions that the commands give to the parser. The scripts in {@code packaging/completion}
 * are generated from the same descriptions.
 *
 * <p>The commands describe themselves with picocli's builders, because picocli reads annotations by
 * reflection at each start.
 */
@NullMarked
package io.github.rulewarden.cli;

import org.jspecify.annotations.NullMarked;
