/**
 * Scripts that complete the command line in bash, zsh and fish, made of the same description that
 * the parser goes by.
 *
 * <p>The parser's library can write one for bash; it has four times as many lines, defines helpers
 * in everybody's namespace, mistakes an option's value for a command and knows no values. {@link
 * io.github.rulewarden.cli.completion.Grammar} is what all three have to say, each {@link
 * io.github.rulewarden.cli.completion.Shell} says it in its own words.
 */
@NullMarked
package io.github.rulewarden.cli.completion;

import org.jspecify.annotations.NullMarked;
