package io.github.rulewarden.kernel;

import io.github.rulewarden.fuzz.Choices;
import io.github.rulewarden.fuzz.Target;

/**
 * The daemon's loop on an in-memory kernel, with programs that change rules at any moment. It ends,
 * touches the VPN's rules alone, says a bounded number of things, and puts the order right within
 * two looks once they stop.
 */
public final class LoopFuzz implements Target {
  @Override
  public Object feed(byte[] input) {
    return new Skirmish(new Choices(input)).outcome();
  }
}
