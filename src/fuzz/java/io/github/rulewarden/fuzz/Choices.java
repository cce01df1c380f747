package io.github.rulewarden.fuzz;

import io.github.rulewarden.netlink.Bytes;
import java.util.Arrays;

/**
 * Reads an input as a series of choices, for targets that need more than bytes. After the end of
 * the input every choice is the first one, so that a shorter input is still valid.
 */
public final class Choices {
  private final byte[] input;
  private int next;

  public Choices(byte[] input) {
    this.input = input;
  }

  /** Whether all of the input is used up. */
  public boolean isOver() {
    return next >= input.length;
  }

  /** 0..255. */
  public int u8() {
    return isOver() ? 0 : input[next++] & 0xff;
  }

  /** 0..65535. */
  public int u16() {
    return u8() | u8() << 8;
  }

  /** Any 32 bits. */
  public int s32() {
    return u16() | u16() << 16;
  }

  /** One of several. */
  @SafeVarargs
  public final <T> T of(T... all) {
    return all[u8() % all.length];
  }

  /** The next bytes, fewer at the end of the input. */
  public Bytes bytes(int most) {
    int from = Math.min(next, input.length);
    next = Math.min(from + most, input.length);
    return Bytes.owning(Arrays.copyOfRange(input, from, next));
  }
}
