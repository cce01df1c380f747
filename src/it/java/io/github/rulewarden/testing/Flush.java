package io.github.rulewarden.testing;

import io.github.rulewarden.fib.Family;
import java.util.ArrayList;
import java.util.List;

/** Deletes other programs' rules, as systemd-networkd does when it starts, and other tools do. */
public final class Flush {
  private static final List<String> KERNELS = List.of("0", "32766", "32767");

  private Flush() {}

  /** Deletes every rule of a family except the kernel's own, one after the other. */
  public static void rules(TestHost host, Family family) {
    List<String> commands = new ArrayList<>();
    for (String line : Ladder.of(host, family)) {
      String priority = line.substring(0, line.indexOf(':'));
      if (!KERNELS.contains(priority)) {
        commands.add("rule del pref " + priority);
      }
    }
    host.batch(family, commands);
  }
}
