package io.github.rulewarden.cli;

import picocli.CommandLine.Model.CommandSpec;

/** All commands, in the order in which help lists them. */
final class Commands {
  private Commands() {}

  static CommandSpec all() {
    CommandSpec program = new TopCommand().spec();
    add(program, new StatusCommand());
    add(program, new RulesCommand());
    add(program, new CheckCommand());
    add(program, new PlanCommand());
    add(program, new RepairCommand());
    add(program, new HistoryCommand());
    add(program, new MonitorCommand());
    add(program, new MetricsCommand());
    add(program, new DoctorCommand());
    CommandSpec config = new ConfigCommand().spec();
    add(config, new ConfigCheckCommand());
    add(config, new ConfigShowCommand());
    program.addSubcommand(config.name(), config);
    add(program, new DemoCommand());
    add(program, new CompletionCommand());
    add(program, new DaemonCommand());
    return program;
  }

  private static void add(CommandSpec parent, Command command) {
    CommandSpec spec = command.spec();
    parent.addSubcommand(spec.name(), spec);
  }
}
