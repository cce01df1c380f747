package io.github.rulewarden.kernel.process;

import java.util.Optional;

/**
 * The content of {@code /proc/PID/stat} ({@code man 5 proc_pid_stat}). The file of a process that
 * has ended is readable until its parent waits for it.
 *
 * @param name comm, up to 15 bytes, with a question mark for each control character
 * @param parent its pid; 0 if the kernel is the parent
 */
record ProcessStat(int pid, String name, int parent, boolean isKernelThread) {
  /** PF_KTHREAD of include/linux/sched.h. */
  private static final long KERNEL_THREAD = 0x0020_0000;

  /** After the name: state, ppid, pgrp, session, tty_nr, tpgid, flags. */
  private static final int PARENT = 1;

  private static final int FLAGS = 6;

  /** Parses the file; empty if the process is gone. */
  static Optional<ProcessStat> parse(String text) {
    int open = text.indexOf(" (");
    // The name may contain parentheses.
    int close = text.lastIndexOf(") ");
    if (open < 1 || close < open + 2) {
      return Optional.empty();
    }
    try {
      int pid = Integer.parseInt(text.substring(0, open));
      int parent = Integer.parseInt(field(text, close + 2, PARENT));
      long flags = Long.parseLong(field(text, close + 2, FLAGS));
      String name = Printable.of(text.substring(open + 2, close));
      return Optional.of(new ProcessStat(pid, name, parent, (flags & KERNEL_THREAD) != 0));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** {@code wg-quick (pid 812)}. */
  String text() {
    return name + " (pid " + pid + ")";
  }

  private static String field(String text, int start, int index) {
    int begin = start;
    for (int i = 0; i < index; i++) {
      begin = text.indexOf(' ', begin) + 1;
      if (begin == 0) {
        return "";
      }
    }
    int end = text.indexOf(' ', begin);
    return text.substring(begin, end < 0 ? text.length() : end);
  }
}
