package io.github.rulewarden.daemon;

import io.github.rulewarden.memory.Memory;

/**
 * Keeps the memory where it survives the daemon, though not a reboot. Called on the loop's thread
 * alone. What goes wrong with it is logged and costs no repair: a daemon without memory keeps the
 * order all the same.
 */
public interface Journal {
  /** For those who look once, and for rehearsals. */
  Journal NONE =
      new Journal() {
        @Override
        public Memory load() {
          return Memory.NONE;
        }

        @Override
        public void keep(Memory memory) {}
      };

  /** What an earlier process of this boot remembered of this network namespace. */
  Memory load();

  /** Keeps a memory; it is safe from the death of this process when this returns. */
  void keep(Memory memory);
}
