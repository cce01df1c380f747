/**
 * The command line: one class for each command, plain text or JSON, exit codes.
 *
 * <p>{@link io.github.rulewarden.cli.RulewardenCli} is the way in. The commands hold no knowledge
 * of their own: they reach the kernel, the daemon and the demonstration by the ports of {@link
 * io.github.rulewarden.cli.Wiring}, ask the policy what it makes of what they read, and print it.
 *
 * <p>What is printed is pinned by the files under {@code src/test/resources/cli}.
 *
 * <p>The commands are described to picocli by its builders and not by annotations, which it would
 * find by reflection at each start.
 */
@NullMarked
package io.github.rulewarden.cli;

import org.jspecify.annotations.NullMarked;
