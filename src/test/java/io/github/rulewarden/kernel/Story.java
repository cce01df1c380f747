package io.github.rulewarden.kernel;

import io.github.rulewarden.api.Event;
import io.github.rulewarden.api.FamilyStatus;
import io.github.rulewarden.daemon.StateStore;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.text.StepText;
import io.github.rulewarden.text.UndoText;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One scenario as an executable text: the given state, the faults, the actions ({@link StoryLine}),
 * and after each {@code when} the results. The text is for one family, and both families must
 * produce it.
 */
final class Story {
  /** The beginning of each line with a result. */
  private static final String RESULT = "    ";

  private final Family family;
  private final FakeKernel kernel = new FakeKernel();
  private final PairWatch watch = new PairWatch();
  private final FakeDaemon daemon =
      new FakeDaemon(kernel, Policy.DEFAULT, StateStore.NONE, this::runNextLine);
  private final Deque<String> lines;
  private final StringBuilder text = new StringBuilder();
  private int reportedDatagrams;
  private int reportedFaults;
  private String reportedRules = "";

  Story(Family family, String original) {
    this.family = family;
    this.lines =
        new ArrayDeque<>(original.lines().filter(line -> !line.startsWith(RESULT)).toList());
    kernel.addLink("tailscale0", Link.Kind.TUN);
    kernel.onChange(watch::check);
    kernel.afterMessage(this::addMessages);
  }

  /** Runs the story and returns it with the actual results. */
  String run() {
    runNextLine();
    daemon.listenedTo().run();
    for (Event event : daemon.reported()) {
      if (event instanceof Event.OfFamily ofFamily && ofFamily.family() == family) {
        result("told", words(event));
      }
    }
    return text.toString();
  }

  /** Returns the violations: faults that were not injected, and forbidden actions of the daemon. */
  List<String> violations() {
    List<String> violations = new ArrayList<>(watch.violations());
    for (String notInjected : kernel.faults().notInjected()) {
      violations.add(notInjected + " was never injected");
    }
    return violations;
  }

  /** Records the results of the last event, and executes the next one. */
  private Optional<Duration> runNextLine() {
    if (daemon.isStarted()) {
      addResults();
    }
    while (!lines.isEmpty()) {
      String line = lines.remove();
      text.append(line).append('\n');
      StoryLine read = new StoryLine(line, family, kernel);
      if (read.isEvent()) {
        return Optional.of(read.execute());
      }
      read.setUp();
    }
    return Optional.empty();
  }

  private void addResults() {
    addMessages();
    String rules = kernel.listing(family);
    if (!rules.equals(reportedRules)) {
      rules.lines().forEach(rule -> result("rules", rule));
      reportedRules = rules;
    }
    for (FamilyStatus status : daemon.status().families()) {
      if (status.family() == family) {
        result("state", status.state().toString().toLowerCase(Locale.ROOT));
      }
    }
  }

  /** Records the sent messages and the injected faults since the last call. */
  private void addMessages() {
    for (; reportedDatagrams < kernel.sent().size(); reportedDatagrams++) {
      String words = words(kernel.sent().get(reportedDatagrams));
      if (!words.isEmpty()) {
        result("sends", words);
      }
    }
    List<String> injected = kernel.faults().injected();
    for (; reportedFaults < injected.size(); reportedFaults++) {
      result("fault", injected.get(reportedFaults));
    }
  }

  /** Returns the text of a datagram about the story's family; empty for any other datagram. */
  private String words(List<Message> datagram) {
    StringBuilder words = new StringBuilder();
    for (Message message : datagram) {
      if (message.family().equals(Optional.of(family)) && !message.text().startsWith("route")) {
        words.append(words.isEmpty() ? "" : " + ").append(message.text());
      }
    }
    return words.toString();
  }

  private static String words(Event event) {
    return switch (event) {
      case Event.Inverted _ -> "inverted";
      case Event.Repaired repaired -> "repaired in " + repaired.steps().size() + " steps";
      case Event.Contested contested -> "contested by " + contested.opponent();
      case Event.Leak leak -> "leak: " + leak.reason().replace(leak.family().title() + " ", "");
      case Event.Withdrawn withdrawn ->
          "withdrawn " + String.join("; ", StepText.commands(withdrawn.steps()));
      case Event.Refused refused -> "refused: " + refused.reason();
      case Event.Undone undone -> "undone " + String.join("; ", UndoText.lines(undone));
      case Event.Reloaded reloaded -> "reloaded: " + reloaded.problem();
      case Event.ModeSet mode -> "mode " + mode.mode().text();
    };
  }

  private void result(String what, String words) {
    text.append(RESULT).append(what).append("  ").append(words).append('\n');
  }
}
