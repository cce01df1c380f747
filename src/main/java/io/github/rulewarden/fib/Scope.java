package io.github.rulewarden.fib;

import java.util.Optional;

/**
 * A network namespace whose rules Rulewarden reports or changes.
 *
 * @param name its name under {@code /run/netns}; empty for the namespace that the program itself
 *     runs in
 */
public record Scope(Optional<String> name) {
  /** The namespace that the program itself runs in. */
  public static final Scope OWN = new Scope(Optional.empty());

  /** The namespace with a name under {@code /run/netns}. */
  public static Scope named(String name) {
    return new Scope(Optional.of(name));
  }

  /** The inverse of {@link #text}. */
  public static Scope ofText(String text) {
    return text.isEmpty() ? OWN : named(text);
  }

  /** The name as D-Bus, JSON, metrics and the log carry it: empty for {@link #OWN}. */
  public String text() {
    return name.orElse("");
  }

  /** Whether this is the namespace that the program itself runs in. */
  public boolean isOwn() {
    return name.isEmpty();
  }

  /** The rules of one family in this namespace. */
  public ScopeFamily of(Family family) {
    return new ScopeFamily(this, family);
  }
}
