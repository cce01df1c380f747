package io.github.rulewarden.cli;

import io.github.rulewarden.cli.completion.Shell;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code rulewarden completion}: prints a completion script for a shell. */
final class CompletionCommand implements Command {
  @Override
  public CommandSpec spec() {
    return Options.of(this, "completion", "Print a shell completion script for this program.")
        .word("SHELL", "One of bash, zsh and fish.", Shell.names())
        .footer(
            "For the current shell: source <(rulewarden completion bash), the same with zsh in zsh;"
                + " in fish: rulewarden completion fish | source.",
            "Permanently: save it as /etc/bash_completion.d/rulewarden, as _rulewarden in a directory"
                + " of zsh's fpath, or as ~/.config/fish/completions/rulewarden.fish.")
        .spec();
  }

  @Override
  public int run(Invocation invocation) {
    Arguments arguments = invocation.arguments();
    Optional<String> word = arguments.positional();
    if (word.isEmpty()) {
      throw arguments.wrong("completion requires a shell: " + String.join(", ", Shell.names()));
    }
    Shell shell =
        Shell.named(word.get())
            .orElseThrow(() ->
                arguments.wrong(
                    "unknown shell '"
                        + word.get()
                        + "', expected one of "
                        + String.join(", ", Shell.names())));
    invocation.out().print(shell.script(Commands.all()));
    return ExitCode.SUCCESS;
  }
}
