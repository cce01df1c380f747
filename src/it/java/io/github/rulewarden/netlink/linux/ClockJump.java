package io.github.rulewarden.netlink.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Sets the machine's clock by a negligible amount ({@code man 2 adjtimex}). */
public final class ClockJump {
  private static final int ADJ_SETOFFSET = 0x0100;
  private static final int ADJ_NANO = 0x2000;

  /** The size of struct timex, 208 bytes; its time, two longs, begins at byte 72. */
  private static final int TIMEX_SIZE = 208;

  private static final int NANOSECONDS_OFFSET = 80;

  private ClockJump() {}

  /** Sets the clock by one nanosecond; returns false if that is not permitted here. */
  @SuppressWarnings("restricted") // The types match adjtimex.
  public static boolean byOneNanosecond() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment timex = arena.allocate(TIMEX_SIZE, Long.BYTES);
      timex.set(ValueLayout.JAVA_INT, 0, ADJ_SETOFFSET | ADJ_NANO);
      timex.set(ValueLayout.JAVA_LONG, NANOSECONDS_OFFSET, 1);
      Linker linker = Linker.nativeLinker();
      MemorySegment adjtimex = linker.defaultLookup().find("adjtimex").orElseThrow();
      FunctionDescriptor shape = FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS);
      return (int) linker.downcallHandle(adjtimex, shape).invokeExact(timex) >= 0;
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }
}
