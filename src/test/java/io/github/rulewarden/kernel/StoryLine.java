package io.github.rulewarden.kernel;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Link;
import io.github.rulewarden.fib.Listing;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.RuleList;
import io.github.rulewarden.kernel.FaultPlan.Occasion;
import io.github.rulewarden.netlink.Errno;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of a {@link Story}.
 *
 * <pre>
 * # a comment
 * given 5209: not from all fwmark 0xca6c lookup 51820
 * given the tunnel wg0
 * given the tunnel awg0 of kind AMNEZIAWG
 * given datagrams of 3 rules
 * given no policy routing
 * given no policy routing for the other family
 * fault ANSWER_LOST at del 5209
 * fault BUSY at 2nd del
 * fault STOLEN_BACK from del
 * fault BUSY from 3rd to 18th read
 * fault EVENT_TWICE at event add 5209
 * when the daemon starts
 * when somebody adds 100: from all lookup 77
 * when somebody adds from all lookup 77
 * when somebody deletes 100: from all lookup 77
 * when wg-quick goes up
 * when wg-quick adds its rules
 * when wg-quick goes down
 * when the link wg0 goes
 * when 5 minutes pass
 * when the kernel gains policy routing
 * </pre>
 */
final class StoryLine {
  private static final Pattern FAULT =
      Pattern.compile("(\\w+) (at|from) (?:(\\d+)(?:nd|rd|th) )?(?:to (\\d+)th )?(.+)");
  private static final Pattern TIME = Pattern.compile("(\\d+) (second|minute)s? pass(?:es)?");

  private final String line;
  private final Family family;
  private final FakeKernel kernel;

  StoryLine(String line, Family family, FakeKernel kernel) {
    this.line = line;
    this.family = family;
    this.kernel = kernel;
  }

  /** Whether the line is an action, which the daemon may handle. */
  boolean isEvent() {
    return line.startsWith("when ");
  }

  /** Executes a line that is not an action. */
  void setUp() {
    if (line.isEmpty() || line.startsWith("#")) {
      return;
    }
    if (line.startsWith("given the tunnel ")) {
      String[] words = line.split(" ", -1);
      String link = words[3];
      kernel.addLink(link, words.length == 4 ? Link.Kind.WIREGUARD : Link.Kind.valueOf(words[6]));
      kernel.addDefaultRoute(family, WgQuick.TABLE, link);
    } else if (line.startsWith("given datagrams of ")) {
      kernel.rulesInDatagram(Integer.parseInt(line.split(" ", -1)[3]));
    } else if (line.equals("given no policy routing")) {
      kernel.removePolicyRouting(family, Errno.EAFNOSUPPORT);
    } else if (line.equals("given no policy routing for the other family")) {
      kernel.removePolicyRouting(
          family == Family.IPV4 ? Family.IPV6 : Family.IPV4, Errno.EAFNOSUPPORT);
    } else if (line.startsWith("given ")) {
      Rule rule = rule(line.substring("given ".length()));
      kernel.set(family, RuleList.withAdded(kernel.rules(family), rule));
    } else if (line.startsWith("fault ")) {
      plan(match(FAULT, line.substring("fault ".length())));
    } else {
      throw new AssertionError("unknown line of a story: `" + line + "`");
    }
  }

  private void plan(Matcher words) {
    int first = Integer.parseInt(Optional.ofNullable(words.group(3)).orElse("1"));
    int last =
        words.group(2).equals("at")
            ? first
            : Optional.ofNullable(words.group(4)).map(Integer::valueOf).orElse(Integer.MAX_VALUE);
    Occasion occasion = new Occasion(Optional.of(family), words.group(5), first, last);
    kernel.plan(Fault.valueOf(words.group(1)), occasion);
  }

  /** Executes the line; returns the time that passes. */
  Duration execute() {
    String words = line.substring("when ".length());
    if (words.startsWith("somebody adds and deletes ")) {
      add(words.substring("somebody adds and deletes ".length()));
      delete(words.substring("somebody adds and deletes ".length()));
    } else if (words.startsWith("somebody adds ")) {
      add(words.substring("somebody adds ".length()));
    } else if (words.startsWith("somebody deletes ")) {
      delete(words.substring("somebody deletes ".length()));
    } else if (words.startsWith("the link ")) {
      kernel.removeLink(words.split(" ", -1)[2]);
    } else if (TIME.matcher(words).matches()) {
      return duration(match(TIME, words));
    } else {
      switch (words) {
        case "the daemon starts", "nothing happens" -> {}
        case "the kernel gains policy routing" -> kernel.restorePolicyRouting(family);
        case "wg-quick goes up" -> wgQuick("wg0").up().finish();
        case "wg-quick adds its rules" -> wgQuick("wg0").addRules().finish();
        case "another wg-quick goes up" ->
            new WgQuick(kernel, "wg1", 51821, List.of(family)).up().finish();
        case "wg-quick goes down" -> wgQuick("wg0").downForGood().finish();
        default -> throw new AssertionError("unknown action `" + words + "`");
      }
    }
    return Duration.ZERO;
  }

  private WgQuick wgQuick(String link) {
    return new WgQuick(kernel, link, WgQuick.TABLE, List.of(family));
  }

  private void add(String words) {
    boolean isNumbered = Character.isDigit(words.charAt(0));
    require(isNumbered ? kernel.add(rule(words)) : kernel.addUnnumbered(rule("0: " + words)));
  }

  private void delete(String words) {
    require(kernel.delete(family, rule(words)::equals));
  }

  private static Duration duration(Matcher words) {
    int number = Integer.parseInt(words.group(1));
    return words.group(2).equals("second")
        ? Duration.ofSeconds(number)
        : Duration.ofMinutes(number);
  }

  private Rule rule(String words) {
    return Listing.rule(family, words);
  }

  private void require(boolean isDone) {
    if (!isDone) {
      throw new AssertionError("`" + line + "` did not work with\n" + kernel.listing(family));
    }
  }

  private static Matcher match(Pattern pattern, String words) {
    Matcher matcher = pattern.matcher(words);
    if (!matcher.matches()) {
      throw new AssertionError("`" + words + "` does not fit " + pattern);
    }
    return matcher;
  }
}
