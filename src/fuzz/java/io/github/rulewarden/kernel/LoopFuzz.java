package io.github.rulewarden.kernel;

import io.github.rulewarden.fuzz.Choices;
import io.github.rulewarden.fuzz.Target;

/**
 * The daemon's loop on an in-memory kernel, with programs that change rules at any moment. It ends,
 * changes only the VPN's rules, sends a bounded number of reports, and corrects the order within
 * two rounds after the other programs stop.
 */
public final class LoopFuzz implements Target {
  @Override
  public Object feed(byte[] input) {
    return new RandomLoopRun(new Choices(input)).outcome();
  }
}
