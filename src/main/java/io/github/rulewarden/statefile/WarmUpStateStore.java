package io.github.rulewarden.statefile;

import io.github.rulewarden.daemon.StateStore;
import io.github.rulewarden.state.SavedState;

/** A state store for the warm-up: it computes the lines and writes them nowhere. */
public final class WarmUpStateStore implements StateStore {
  private final StateChanges changes = new StateChanges();

  @Override
  public SavedState load() {
    return SavedState.NONE;
  }

  @Override
  public void save(SavedState saved) {
    changes.changesTo(saved);
  }
}
