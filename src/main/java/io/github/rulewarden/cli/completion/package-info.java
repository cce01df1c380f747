/**
 * Completion scripts for bash, zsh and fish, generated from the description that the command line
 * parser uses.
 *
 * <p>The parser's library can generate one for bash, but it has four times as many lines, defines
 * global helper functions, mistakes an option's value for a command and completes no values. {@link
 * io.github.rulewarden.cli.completion.Grammar} is the common description; each {@link
 * io.github.rulewarden.cli.completion.Shell} has its own script.
 */
@NullMarked
package io.github.rulewarden.cli.completion;

import org.jspecify.annotations.NullMarked;
