package io.github.rulewarden.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.daemon.Clock;
import io.github.rulewarden.netlink.linux.NetworkNamespace;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The watch records the changes that {@code ip} makes, in order and with their author. */
class RuleWatchIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Test
  void everyChangeOfBothFamiliesInOrder() throws Exception {
    try (NetworkNamespace namespace = NetworkNamespace.create();
        RuleWatch watch = namespace.run(() -> RuleWatch.open(Clock.system()))) {
      long begin = System.nanoTime();
      List<Long> changes = new ArrayList<>();
      changes.add(ip(namespace, "-4 rule add pref 5270 table 52"));
      changes.add(ip(namespace, "-6 rule add not fwmark 51820 table 51820"));
      changes.add(ip(namespace, "-4 rule delete pref 5270 table 52"));

      List<RuleEvent> events = watch.await(all -> all.size() >= changes.size(), PATIENCE);

      List<String> texts = new ArrayList<>();
      List<Long> ports = new ArrayList<>();
      long earlier = begin;
      for (RuleEvent event : events) {
        texts.add(event.rule().family().text() + " " + event.kind() + " " + event.rule());
        ports.add(Integer.toUnsignedLong(event.portId()));
        assertTrue(event.nanos() >= earlier, "time goes on");
        earlier = event.nanos();
      }
      assertEquals(
          List.of(
              "ipv4 ADDED 5270: from all lookup 52",
              "ipv6 ADDED 32765: not from all fwmark 0xca6c lookup 51820",
              "ipv4 DELETED 5270: from all lookup 52"),
          texts);
      assertEquals(changes, ports);
    }
  }

  @Test
  void recordedEventsRemainAfterTheClose() throws Exception {
    try (NetworkNamespace namespace = NetworkNamespace.create()) {
      RuleWatch watch = namespace.run(() -> RuleWatch.open(Clock.system()));
      try (watch) {
        ip(namespace, "rule add pref 5270 table 52");
        watch.await(all -> !all.isEmpty(), PATIENCE);
      }
      ip(namespace, "rule add pref 5271 table 52");
      assertEquals(1, watch.events().size());
    }
  }

  @Test
  void patienceHasAnEnd() throws Exception {
    try (NetworkNamespace namespace = NetworkNamespace.create();
        RuleWatch watch = namespace.run(() -> RuleWatch.open(Clock.system()))) {
      assertEquals(List.of(), watch.await(all -> !all.isEmpty(), Duration.ofMillis(5)));
    }
  }

  /** Runs {@code ip} in the namespace; returns its pid. */
  private static long ip(NetworkNamespace namespace, String words) throws Exception {
    List<String> command = new ArrayList<>(List.of("ip"));
    command.addAll(List.of(words.split(" ", -1)));
    Process process =
        namespace.run(() -> new ProcessBuilder(command).redirectErrorStream(true).start());
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return process.pid();
  }
}
