/**
 * The configuration: turns files in TOML into a {@link io.github.rulewarden.policy.Policy}, or
 * reports every problem with its place in a {@link
 * io.github.rulewarden.config.ConfigurationException}.
 *
 * <p>{@link io.github.rulewarden.config.ConfigurationReader} is the entry point. A later file
 * replaces the values of an earlier one key by key; an array is replaced as a whole. {@code
 * TextFile} reads the bytes, {@code TomlDocument} (the only class that knows the parser) turns them
 * into {@code Assignment}s, and {@code KeyTable}, the table of all keys, validates and applies
 * those. To add a key, add it to {@code KeyTable} and a field for its value; no other code lists
 * the keys. The packaged {@code rulewarden.toml}, rulewarden.toml(5) and the README describe them.
 *
 * <p>Unknown keys are errors, and so are keys that only a later version will support: an operator
 * would rely on a key that is accepted, even if it has no effect.
 */
@NullMarked
package io.github.rulewarden.config;

import org.jspecify.annotations.NullMarked;
