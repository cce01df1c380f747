package io.github.rulewarden.fib;

/**
 * The three routing tables that the kernel itself creates ({@code RT_TABLE_*} in {@code
 * linux/rtnetlink.h}).
 */
public final class Tables {
  public static final long DEFAULT = 253;
  public static final long MAIN = 254;
  public static final long LOCAL = 255;

  private Tables() {}

  /** Whether the table is one of the kernel's three. */
  public static boolean isKernels(long table) {
    return table == DEFAULT || table == MAIN || table == LOCAL;
  }

  /**
   * The table's name if it is one of the kernel's three, else its number. Names from rt_tables are
   * not used: they are local to one host and arbitrary.
   */
  public static String text(long table) {
    if (table == MAIN) {
      return "main";
    }
    if (table == LOCAL) {
      return "local";
    }
    return table == DEFAULT ? "default" : Long.toString(table);
  }
}
