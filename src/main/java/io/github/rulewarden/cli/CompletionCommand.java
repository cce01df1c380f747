package io.github.rulewarden.cli;

import io.github.rulewarden.cli.completion.Shell;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code rulewarden completion}: the script that a shell completes the command line by. */
final class CompletionCommand implements Command {
  @Override
  public CommandSpec spec() {
    return Options.of(this, "completion", "Print the script that completes this command line.")
        .word("SHELL", "One of bash, zsh and fish.", Shell.names())
        .footer(
            "For this shell alone: source <(rulewarden completion bash), the same in zsh,"
                + " rulewarden completion fish | source. For good: write it to where the shell"
                + " looks for completions, such as /etc/bash_completion.d/rulewarden,"
                + " _rulewarden in a directory of zsh's fpath, or"
                + " ~/.config/fish/completions/rulewarden.fish.")
        .spec();
  }

  @Override
  public int run(Session session) {
    Arguments arguments = session.arguments();
    Optional<String> word = arguments.positional();
    if (word.isEmpty()) {
      throw arguments.wrong("completion wants a shell: " + String.join(", ", Shell.names()));
    }
    Shell shell =
        Shell.named(word.get())
            .orElseThrow(() ->
                arguments.wrong(
                    "unknown shell '"
                        + word.get()
                        + "', expected one of "
                        + String.join(", ", Shell.names())));
    session.out().print(shell.script(Commands.all()));
    return ExitCode.FINE;
  }
}
