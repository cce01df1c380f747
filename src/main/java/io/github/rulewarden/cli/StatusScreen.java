package io.github.rulewarden.cli;

import io.github.rulewarden.cli.Terminal.Colour;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Shows the status on the whole screen, and redraws it at changes and every second. */
final class StatusScreen implements StatusView, AutoCloseable {
  /** Ages are shown in seconds. */
  private static final Duration TICK = Duration.ofSeconds(1);

  private static final String TOP_LEFT = "\u001b[H";
  private static final String CLEAR_REST_OF_LINE = "\u001b[K";
  private static final String CLEAR_BELOW = "\u001b[J";

  private final Invocation invocation;
  private final Thread ticker;
  private Optional<StatusContext> shown = Optional.empty();

  StatusScreen(Invocation invocation) {
    this.invocation = invocation;
    this.ticker = Thread.ofPlatform().name("screen").daemon().start(this::tick);
  }

  @Override
  public synchronized void show(StatusContext context) {
    shown = Optional.of(context);
    draw(StatusText.lines(context, invocation));
  }

  @Override
  public synchronized void gone(String why) {
    shown = Optional.empty();
    String since =
        Timestamp.now(invocation.dependencies().clock()).inList(invocation.dependencies().clock());
    draw(
        List.of(
            invocation.terminal().paint(Colour.RED, "unknown") + " since " + since,
            invocation.terminal().wrapped(why + " Waiting for the daemon.", 0)));
  }

  @Override
  public void close() {
    ticker.interrupt();
  }

  private void tick() {
    try {
      while (true) {
        Thread.sleep(TICK);
        redraw();
      }
    } catch (InterruptedException | OutputClosedException ended) {
      // The command ends.
    }
  }

  private synchronized void redraw() {
    if (shown.isPresent()) {
      draw(StatusText.lines(shown.get(), invocation));
    }
  }

  /** Overwrites the old text, so that nothing flickers. */
  private void draw(List<String> lines) {
    StringBuilder screen = new StringBuilder(TOP_LEFT);
    for (String line : lines) {
      screen.append(line.replace("\n", CLEAR_REST_OF_LINE + "\n"));
      screen.append(CLEAR_REST_OF_LINE).append('\n');
    }
    invocation.out().print(screen.append(CLEAR_BELOW));
    invocation.flush();
  }
}
