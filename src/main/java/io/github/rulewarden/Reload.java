package io.github.rulewarden;

import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.api.ManagerException.Kind;
import io.github.rulewarden.api.Reloader;
import io.github.rulewarden.cli.ConfigurationSource;
import io.github.rulewarden.config.Configuration;
import io.github.rulewarden.config.ConfigurationException;
import io.github.rulewarden.daemon.Clock;
import io.github.rulewarden.daemon.Settings;
import io.github.rulewarden.metrics.Textfile;
import io.github.rulewarden.namespaces.Supervisor;
import io.github.rulewarden.systemd.Notifier;
import io.github.rulewarden.text.EventText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the configuration again and passes it to the loop. The files are read on the caller's
 * thread, so a slow disk delays only the caller.
 */
final class Reload implements Reloader {
  private static final Logger LOG = LoggerFactory.getLogger(Reload.class);

  private final ConfigurationSource source;
  private final Supervisor supervisor;
  private final Textfile textfile;
  private final Notifier notifier;
  private final Clock clock;

  Reload(
      ConfigurationSource source,
      Supervisor supervisor,
      Textfile textfile,
      Notifier notifier,
      Clock clock) {
    this.source = source;
    this.supervisor = supervisor;
    this.textfile = textfile;
    this.notifier = notifier;
    this.clock = clock;
  }

  /** Returns the loop's settings for a configuration. */
  static Settings settings(Configuration configuration) {
    List<String> files = new ArrayList<>();
    for (Path file : configuration.files()) {
      files.add(file.toString());
    }
    return new Settings(configuration.policy(), files);
  }

  @Override
  public synchronized void reload() throws ManagerException {
    notifier.reloading(clock.nanos() / 1000);
    try {
      Configuration configuration = source.read();
      supervisor.adopt(settings(configuration));
      textfile.writeTo(configuration.textfile());
    } catch (ConfigurationException e) {
      String problem = e.inOneLine();
      supervisor.refuse(problem);
      throw new ManagerException(Kind.REFUSED, EventText.reloaded(problem));
    } finally {
      notifier.ready();
    }
  }

  /** Reloads because of a signal. It has no caller: the log and ReloadResult report the result. */
  void reloadBySignal() {
    try {
      reload();
    } catch (ManagerException e) {
      // The event reports what is wrong with the files.
      if (e.kind() != Kind.REFUSED) {
        LOG.warn("The configuration was not read again: {}", e.getMessage());
      }
    }
  }
}
