package io.github.rulewarden.daemon;

import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.TunnelSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Asks tunnels that no capture explains for their settings: not before they had the time to come
 * up, and seldom, because the kernel tells nobody when they change.
 */
final class TunnelProbe {
  /** wg-quick sets the fwmark late; on a busy machine the first question may come too early. */
  private static final long SECOND_NANOS = 5_000_000_000L;

  private static final long AGAIN_NANOS = 300_000_000_000L;

  /** A tunnel, when it is to be asked next, when after that, and what it said last. */
  private record Answer(Link tunnel, long due, long again, Optional<TunnelSettings> settings) {}

  private final RuleTable table;
  private final List<Answer> answers = new ArrayList<>();

  TunnelProbe(RuleTable table) {
    this.table = table;
  }

  /** The settings of those of {@code tunnels} that could be asked. */
  List<TunnelSettings> settings(List<Link> tunnels, long now) {
    answers.removeIf(answer -> !tunnels.contains(answer.tunnel()));
    for (Link tunnel : tunnels) {
      if (!isKnown(tunnel)) {
        long first = now + LeakWatch.ALARM_NANOS;
        answers.add(new Answer(tunnel, first, SECOND_NANOS, Optional.empty()));
      }
    }
    List<TunnelSettings> settings = new ArrayList<>();
    for (int i = 0; i < answers.size(); i++) {
      Answer answer = answers.get(i);
      if (answer.due() - now <= 0) {
        long next = now + answer.again();
        answer = new Answer(answer.tunnel(), next, AGAIN_NANOS, table.settings(answer.tunnel()));
        answers.set(i, answer);
      }
      answer.settings().ifPresent(settings::add);
    }
    return settings;
  }

  /** When the next tunnel is to be asked; empty if none. */
  Optional<Long> next() {
    Optional<Long> next = Optional.empty();
    for (Answer answer : answers) {
      if (next.isEmpty() || answer.due() - next.get() < 0) {
        next = Optional.of(answer.due());
      }
    }
    return next;
  }

  private boolean isKnown(Link tunnel) {
    for (Answer answer : answers) {
      if (answer.tunnel().equals(tunnel)) {
        return true;
      }
    }
    return false;
  }
}
