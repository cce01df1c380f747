package io.github.rulewarden.cli;

import com.grack.nanojson.JsonStringWriter;
import io.github.rulewarden.config.Configuration;
import io.github.rulewarden.config.ConfigurationException;
import io.github.rulewarden.config.ConfigurationException.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code rulewarden config check}: checks the configuration. */
final class ConfigCheckCommand implements Command {
  @Override
  public CommandSpec spec() {
    return Options.of(this, "check", "Check the configuration and report what is wrong with it.")
        .config()
        .json()
        .file("The file to check; by default the daemon's files.")
        .spec();
  }

  @Override
  public int run(Invocation invocation) throws ConfigurationException {
    if (invocation.arguments().wantsJson()) {
      return writeJson(invocation);
    }
    Configuration configuration = invocation.configuration();
    for (Path file : configuration.files()) {
      invocation.out().println(file + ": good");
    }
    if (configuration.files().isEmpty()) {
      invocation.out().println("no configuration file: the defaults apply");
    }
    return ExitCode.SUCCESS;
  }

  private static int writeJson(Invocation invocation) {
    try {
      List<String> files = new ArrayList<>();
      for (Path file : invocation.configuration().files()) {
        files.add(file.toString());
      }
      write(invocation, files, List.of());
      return ExitCode.SUCCESS;
    } catch (ConfigurationException e) {
      write(invocation, List.of(), e.problems());
      return ExitCode.USAGE;
    }
  }

  private static void write(Invocation invocation, List<String> files, List<Problem> problems) {
    JsonStringWriter json = Json.document().object().value("ok", problems.isEmpty());
    Json.strings(json, "files", files);
    json.array("problems");
    for (Problem problem : problems) {
      json.object()
          .value("file", problem.file().toString())
          .value("line", problem.line())
          .value("column", problem.column())
          .value("text", problem.text())
          .end();
    }
    Json.write(invocation, json.end().end());
  }
}
