package io.github.rulewarden.daemon;

import io.github.rulewarden.state.SavedState;

/**
 * Keeps the saved state across a restart of the daemon, but not across a reboot. Called only on the
 * loop's thread. Errors are logged and prevent no repair: without saved state, the daemon still
 * keeps the order.
 */
public interface StateStore {
  /** A store that keeps nothing. */
  StateStore NONE =
      new StateStore() {
        @Override
        public SavedState load() {
          return SavedState.NONE;
        }

        @Override
        public void save(SavedState saved) {}
      };

  /** The state that an earlier process of this boot saved for this network namespace. */
  SavedState load();

  /** Saves a state. When this returns, the state survives the death of this process. */
  void save(SavedState saved);
}
