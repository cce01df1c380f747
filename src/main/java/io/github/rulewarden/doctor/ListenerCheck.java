package io.github.rulewarden.doctor;

import io.github.rulewarden.doctor.host.Probe;
import io.github.rulewarden.doctor.host.Processes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Other programs that may change rules: those known by name, and every process that listens for
 * rule changes.
 */
final class ListenerCheck implements Check {
  private static final String SOCKETS = "/proc/net/netlink";

  /** NETLINK_ROUTE. */
  private static final String ROUTE = "0";

  /** RTNLGRP_IPV4_RULE = 8 and RTNLGRP_IPV6_RULE = 19 as bits. */
  private static final long RULE_GROUPS = 1L << 7 | 1L << 18;

  /** What known programs do with rules, by their process name. */
  private static final Map<String, String> NEIGHBOURS =
      Map.of(
          "netbird", "NetBird has rules at 105 and 110; its pair looks like a VPN's and is ignored",
          "mwan3track", "mwan3 has rules from 1001 on; tailscaled then puts its own at 1310",
          "mwan3rtmon", "mwan3 has rules from 1001 on; tailscaled then puts its own at 1310",
          "keepalived", "keepalived adds rules from 16384 downwards",
          "cilium-agent",
              "Cilium has rules at 9, 10 and 100, and moves the rule of the local table",
          "sing-box", "sing-box has rules from 9000 to 9010",
          "mullvad-daemon", "the Mullvad app adds its pair again at each reconnect");

  /** Programs that are expected to listen. */
  private static final List<String> KNOWN_LISTENERS =
      List.of("tailscaled", "systemd-network", "NetworkManager");

  @Override
  public void examine(HostState host, Findings findings) {
    for (Processes.Entry process : host.processes()) {
      String known = NEIGHBOURS.getOrDefault(process.name(), "");
      if (!known.isEmpty()) {
        findings.info(
            "neighbour",
            process.name() + " runs (process " + process.pid() + ")",
            known,
            Remedy.none());
      }
    }
    switch (host.files().text(SOCKETS)) {
      case Probe.Unknown<Optional<String>>(Probe.Failure failure) ->
          findings.notExamined("which processes listen for rule changes", failure);
      case Probe.Known<Optional<String>>(Optional<String> text) ->
          examine(text.orElse(""), host.processes(), findings);
    }
  }

  private static void examine(String sockets, List<Processes.Entry> processes, Findings findings) {
    List<Long> reported = new ArrayList<>();
    int unknown = 0;
    for (String line : sockets.lines().skip(1).toList()) {
      // sk Eth Pid Groups Rmem Wmem Dump Locks Drops Inode
      String[] words = line.strip().split("\\s+", -1);
      if (words.length < 10 || !words[1].equals(ROUTE) || !isOnRules(words[3])) {
        continue;
      }
      Optional<Processes.Entry> process = owner(words[9], words[2], processes);
      if (process.isEmpty()) {
        unknown++;
      } else if (!reported.contains(process.get().pid())) {
        reported.add(process.get().pid());
        report(process.get(), findings);
      }
    }
    if (unknown > 0) {
      findings.notExamined(
          unknown == 1
              ? "the owner of 1 socket that listens for rule changes"
              : "the owners of " + unknown + " sockets that listen for rule changes",
          Probe.Failure.other("root can identify more of them, but none of another container"));
    }
  }

  private static boolean isOnRules(String groups) {
    try {
      return (Long.parseLong(groups, 16) & RULE_GROUPS) != 0;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** Finds the owner by the socket, or by the port, which is the pid for a first socket. */
  private static Optional<Processes.Entry> owner(
      String inode, String port, List<Processes.Entry> processes) {
    for (Processes.Entry process : processes) {
      for (long socket : process.sockets()) {
        if (Long.toString(socket).equals(inode)) {
          return Optional.of(process);
        }
      }
    }
    return processes.stream()
        .filter(process -> Long.toString(process.pid()).equals(port))
        .findFirst();
  }

  private static void report(Processes.Entry process, Findings findings) {
    String line = String.join(" ", process.words());
    if (KNOWN_LISTENERS.contains(process.name()) || line.contains("rulewarden")) {
      return;
    }
    String shown = line.length() <= 60 ? line : line.substring(0, 60) + "...";
    findings.info(
        "rule-listener",
        "process " + process.pid() + " listens for rule changes: `" + shown + "`",
        "it may move rules too; whether it does is unknown",
        Remedy.none());
  }
}
