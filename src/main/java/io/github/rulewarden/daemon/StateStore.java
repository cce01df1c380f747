package io.github.rulewarden.daemon;

import io.github.rulewarden.state.SavedState;

/**
 * Keeps the memory where it survives the daemon, though not a reboot. Called on the loop's thread
 * alone. What goes wrong with it is logged and costs no repair: a daemon without memory keeps the
 * order all the same.
 */
public interface StateStore {
  /** For those who look once, and for rehearsals. */
  StateStore NONE =
      new StateStore() {
        @Override
        public SavedState load() {
          return SavedState.NONE;
        }

        @Override
        public void save(SavedState saved) {}
      };

  /** What an earlier process of this boot remembered of this network namespace. */
  SavedState load();

  /** Keeps a memory; it is safe from the death of this process when this returns. */
  void save(SavedState saved);
}
