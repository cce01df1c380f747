package io.github.rulewarden.daemon;

import io.github.rulewarden.state.SavedState;

/** A journal that outlives the daemon in the test's own memory. */
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

  /** What was kept last. */
  public SavedState saved() {
    return kept;
  }

  @Override
  public String toString() {
    return kept.toString();
  }
}
