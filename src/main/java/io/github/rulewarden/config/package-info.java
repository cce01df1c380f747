/**
 * The configuration: files in TOML become a {@link io.github.rulewarden.policy.Policy}, or a list
 * of {@link io.github.rulewarden.config.Problem}s that names every place where they cannot.
 *
 * <p>{@link io.github.rulewarden.config.ConfigurationReader} is the way in. It lays the files over
 * each other in order: a key that is set again replaces what it was, arrays as a whole too. A file
 * is read by {@code TextFile} (bytes), {@code TomlDocument} (TOML, the only class that knows the
 * parser) and {@code Draft} (meaning).
 *
 * <p>An operator must never believe in a key that does nothing. So unknown keys are refused, and so
 * are those that a later version will know.
 */
@NullMarked
package io.github.rulewarden.config;

import org.jspecify.annotations.NullMarked;
