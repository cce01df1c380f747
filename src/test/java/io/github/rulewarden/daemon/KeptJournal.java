package io.github.rulewarden.daemon;

import io.github.rulewarden.memory.Memory;

/** A journal that outlives the daemon in the test's own memory. */
public final class KeptJournal implements Journal {
  private Memory kept = Memory.NONE;

  @Override
  public Memory load() {
    return kept;
  }

  @Override
  public void keep(Memory memory) {
    kept = memory;
  }

  /** What was kept last. */
  public Memory kept() {
    return kept;
  }

  @Override
  public String toString() {
    return kept.toString();
  }
}
