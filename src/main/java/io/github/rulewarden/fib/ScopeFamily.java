package io.github.rulewarden.fib;

/** The rules of one family in one network namespace. */
public record ScopeFamily(Scope scope, Family family) {
  /** The namespace as D-Bus, JSON, metrics and the log carry it. */
  public String netns() {
    return scope.text();
  }
}
