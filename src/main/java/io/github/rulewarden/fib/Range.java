package io.github.rulewarden.fib;

/** An inclusive range of unsigned numbers: uids, ports, priorities. */
public record Range(long first, long last) {
  /** Whether {@code number} is in the range. */
  public boolean contains(long number) {
    return first <= number && number <= last;
  }

  /** Always with both ends: {@code 1000-1999}, {@code 0-0}. */
  public String text() {
    return first + "-" + last;
  }
}
