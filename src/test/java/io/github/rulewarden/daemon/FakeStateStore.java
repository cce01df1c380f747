package io.github.rulewarden.daemon;

import io.github.rulewarden.state.SavedState;

/** A store in memory, which tests pass from one reconciler to the next. */
public final class FakeStateStore implements StateStore {
  private SavedState kept = SavedState.NONE;

  @Override
  public SavedState load() {
    return kept;
  }

  @Override
  public void save(SavedState saved) {
    kept = saved;
  }

  /** Returns the state that was saved last. */
  public SavedState saved() {
    return kept;
  }

  @Override
  public String toString() {
    return kept.toString();
  }
}
