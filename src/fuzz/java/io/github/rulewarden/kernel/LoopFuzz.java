package io.github.rulewarden.kernel;

import io.github.rulewarden.fuzz.Choices;
import io.github.rulewarden.fuzz.Target;

/**
 * The daemon's loop on the fake kernel, with programs that change rules at any moment. It ends,
 * changes only rules of the VPN, sends a bounded number of messages, and repairs the order within
 * two rounds after the other programs stop.
 */
public final class LoopFuzz implements Target {
  @Override
  public Object feed(byte[] input) {
    return new RandomLoopRun(new Choices(input)).outcome();
  }
}
