package io.github.rulewarden.cli;

import io.github.rulewarden.fib.Family;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The description of a command, and the options that several commands share. */
final class Options {
  static final String JSON = "--json";
  static final String NETNS = "--netns";
  static final String CONFIG = "--config";
  static final String STEPS = "--steps";

  private final CommandSpec spec;

  private Options(CommandSpec spec) {
    this.spec = spec;
  }

  /** Begins the description of a command. */
  static Options of(Object command, String name, String description) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(command).name(name);
    // Descriptions contain no variables.
    spec.interpolateVariables(false);
    spec.usageMessage().description(description).abbreviateSynopsis(false);
    spec.addOption(
        OptionSpec.builder("-h", "--help").usageHelp(true).description("Show this help.").build());
    return new Options(spec);
  }

  Options json() {
    return flag(JSON, "Print JSON.");
  }

  Options steps() {
    return flag(STEPS, "Also show the executed ip commands.");
  }

  Options families() {
    return flag(Family.IPV4.option(), "IPv4 only.").flag(Family.IPV6.option(), "IPv6 only.");
  }

  Options netns() {
    return text(NETNS, "NAME", "Use the network namespace NAME in /run/netns.");
  }

  Options config() {
    return text(CONFIG, "FILE", "Read only this configuration file.");
  }

  /** Adds an optional positional argument that is a file. */
  Options file(String description) {
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("FILE")
            .arity("0..1")
            .type(String.class)
            .description(description)
            .build());
    return this;
  }

  /** Adds an optional positional argument that is one of a few words. */
  Options word(String label, String description, List<String> words) {
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel(label)
            .arity("0..1")
            .type(String.class)
            .completionCandidates(words)
            .description(description)
            .build());
    return this;
  }

  /** Sets the text below the options, in help and in the manual. */
  Options footer(String... lines) {
    spec.usageMessage().footer(lines);
    return this;
  }

  CommandSpec spec() {
    return spec;
  }

  Options flag(String name, String description) {
    spec.addOption(
        OptionSpec.builder(name).arity("0").type(boolean.class).description(description).build());
    return this;
  }

  Options text(String name, String label, String description) {
    spec.addOption(
        OptionSpec.builder(name)
            .arity("1")
            .type(String.class)
            .paramLabel(label)
            .description(description)
            .build());
    return this;
  }
}
