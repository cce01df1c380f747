package io.github.rulewarden.kernel.process;

import java.util.Optional;

/**
 * What one read of {@code /proc/PID/stat} tells of a process ({@code man 5 proc_pid_stat}). A
 * process that has ended can be read until its parent has heard of it.
 *
 * @param name comm, up to 15 bytes; what is no printable character is a question mark
 * @param parent its pid; 0 if the kernel is the parent
 */
record ProcessStat(int pid, String name, int parent, boolean isKernelThread) {
  /** PF_KTHREAD of include/linux/sched.h. */
  private static final long KERNEL_THREAD = 0x0020_0000;

  /** Behind the name: state, ppid, pgrp, session, tty_nr, tpgid, flags. */
  private static final int PARENT = 1;

  private static final int FLAGS = 6;

  /** Empty if it is no such text: the process is gone. */
  static Optional<ProcessStat> parse(String text) {
    int open = text.indexOf(" (");
    // The name itself may have parentheses in it.
    int close = text.lastIndexOf(") ");
    if (open < 1 || close < open + 2) {
      return Optional.empty();
    }
    try {
      int pid = Integer.parseInt(text.substring(0, open));
      int parent = Integer.parseInt(word(text, close + 2, PARENT));
      long flags = Long.parseLong(word(text, close + 2, FLAGS));
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

  private static String word(String text, int start, int place) {
    int begin = start;
    for (int i = 0; i < place; i++) {
      begin = text.indexOf(' ', begin) + 1;
      if (begin == 0) {
        return "";
      }
    }
    int end = text.indexOf(' ', begin);
    return text.substring(begin, end < 0 ? text.length() : end);
  }
}
