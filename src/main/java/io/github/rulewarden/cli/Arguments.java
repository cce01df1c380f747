package io.github.rulewarden.cli;

import io.github.rulewarden.fib.Family;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The arguments of a command. */
final class Arguments {
  private final ParseResult parsed;

  Arguments(ParseResult parsed) {
    this.parsed = parsed;
  }

  boolean has(String option) {
    return parsed.hasMatchedOption(option);
  }

  boolean wantsJson() {
    return has(Options.JSON);
  }

  /** The requested families; both if neither or both were requested. */
  Set<Family> families() {
    boolean ipv4 = has(Family.IPV4.option());
    boolean ipv6 = has(Family.IPV6.option());
    if (ipv4 == ipv6) {
      return EnumSet.allOf(Family.class);
    }
    return EnumSet.of(ipv4 ? Family.IPV4 : Family.IPV6);
  }

  /** Whether only one family is requested. */
  boolean isOneFamily() {
    return families().size() == 1;
  }

  /** The requested namespace; empty for the program's own. */
  Optional<String> netns() {
    Optional<String> name = text(Options.NETNS);
    if (name.isPresent()
        && (name.get().isEmpty() || name.get().startsWith(".") || name.get().contains("/"))) {
      throw wrong("--netns takes a name in /run/netns, not '" + name.get() + "'");
    }
    return name;
  }

  /** The configuration file, given as an option or as a positional argument. */
  Optional<Path> configuration() {
    Optional<String> option = text(Options.CONFIG);
    Optional<String> positional = positional();
    if (option.isPresent() && positional.isPresent()) {
      throw wrong("FILE and --config mean the same: use only one of them");
    }
    return option.or(() -> positional).map(Path::of);
  }

  /** The value of an option; empty if it was not given. */
  Optional<String> text(String option) {
    return has(option) ? Optional.of(parsed.matchedOptionValue(option, "")) : Optional.empty();
  }

  /** The positional argument; empty if there is none. */
  Optional<String> positional() {
    return parsed.hasMatchedPositional(0)
        ? Optional.of(parsed.matchedPositionalValue(0, ""))
        : Optional.empty();
  }

  /** Returns the exception for an invalid argument. */
  ParameterException wrong(String text) {
    return new ParameterException(parsed.commandSpec().commandLine(), text);
  }
}
