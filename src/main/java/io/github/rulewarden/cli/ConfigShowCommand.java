package io.github.rulewarden.cli;

import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import com.grack.nanojson.JsonStringWriter;
import io.github.rulewarden.cli.Terminal.Colour;
import io.github.rulewarden.config.Configuration;
import io.github.rulewarden.config.ConfigurationException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code rulewarden config show}: shows every key, its value and its origin. */
final class ConfigShowCommand implements Command {
  @Override
  public CommandSpec spec() {
    return Options.of(this, "show", "Show every key with its value and its origin.")
        .config()
        .json()
        .file("The file to show; by default the daemon's files.")
        .footer(
            "The output is a valid configuration. A running daemon uses older values if the files have"
                + " changed since its start or last reload, or if that reload failed.")
        .spec();
  }

  @Override
  public int run(Invocation invocation) throws ConfigurationException {
    Configuration configuration = invocation.configuration();
    if (invocation.arguments().wantsJson()) {
      writeJson(invocation, configuration);
    } else {
      print(invocation, configuration.settings());
    }
    return ExitCode.SUCCESS;
  }

  private static void print(Invocation invocation, List<Configuration.Setting> settings) {
    int width = 0;
    for (Configuration.Setting setting : settings) {
      width = Math.max(width, assignment(setting).length());
    }
    String table = "";
    for (Configuration.Setting setting : settings) {
      if (!setting.table().equals(table)) {
        table = setting.table();
        invocation.out().println("[" + table + "]");
      }
      String origin = invocation.terminal().paint(Colour.FAINT, "# " + setting.origin());
      invocation.out().println(Words.left(assignment(setting), width) + "  " + origin);
    }
  }

  private static String assignment(Configuration.Setting setting) {
    return setting.isSet() ? setting.name() + " = " + setting.value() : "#" + setting.name() + " =";
  }

  private static void writeJson(Invocation invocation, Configuration configuration) {
    List<String> files = new ArrayList<>();
    for (Path file : configuration.files()) {
      files.add(file.toString());
    }
    JsonStringWriter json = Json.document().object();
    Json.strings(json, "files", files);
    json.object("settings");
    for (Configuration.Setting setting : configuration.settings()) {
      json.object(setting.key());
      if (setting.isSet()) {
        json.value("value", value(setting));
      } else {
        json.nul("value");
      }
      json.value("origin", setting.origin()).end();
    }
    Json.write(invocation, json.end().end());
  }

  /** Strings, numbers, booleans and arrays of those have the same form in TOML and in JSON. */
  private static Object value(Configuration.Setting setting) {
    try {
      return JsonParser.any().from(setting.value());
    } catch (JsonParserException e) {
      throw new IllegalStateException(setting.key() + " = " + setting.value(), e);
    }
  }
}
