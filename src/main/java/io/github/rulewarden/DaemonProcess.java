package io.github.rulewarden;

import io.github.rulewarden.api.Manager;
import io.github.rulewarden.api.StatusListener;
import io.github.rulewarden.cli.ConfigurationSource;
import io.github.rulewarden.config.Configuration;
import io.github.rulewarden.config.ConfigurationException;
import io.github.rulewarden.daemon.Clock;
import io.github.rulewarden.daemon.FileProblem;
import io.github.rulewarden.daemon.Heartbeat;
import io.github.rulewarden.daemon.ReconcileLoop;
import io.github.rulewarden.daemon.Reporter;
import io.github.rulewarden.daemon.Settings;
import io.github.rulewarden.daemon.StateStore;
import io.github.rulewarden.daemon.WarmUp;
import io.github.rulewarden.dbus.BusAddress;
import io.github.rulewarden.dbus.BusService;
import io.github.rulewarden.fib.Scope;
import io.github.rulewarden.history.History;
import io.github.rulewarden.kernel.InstanceLock;
import io.github.rulewarden.kernel.Kernel;
import io.github.rulewarden.kernel.Permission;
import io.github.rulewarden.kernel.warmup.WarmUpKernel;
import io.github.rulewarden.metrics.Counters;
import io.github.rulewarden.metrics.Textfile;
import io.github.rulewarden.namespaces.Supervisor;
import io.github.rulewarden.namespaces.SupervisorManager;
import io.github.rulewarden.netlink.KernelException;
import io.github.rulewarden.statefile.StateFile;
import io.github.rulewarden.statefile.WarmUpStateStore;
import io.github.rulewarden.systemd.LogListener;
import io.github.rulewarden.systemd.Notifier;
import io.github.rulewarden.systemd.StatusNotice;
import io.github.rulewarden.systemd.Watchdog;
import io.github.rulewarden.systemd.WatchdogHeartbeat;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code rulewarden daemon}: puts the parts together, runs the loop, and ends tidily on SIGTERM.
 */
final class DaemonProcess {
  private static final Logger LOG = LoggerFactory.getLogger(DaemonProcess.class);

  private static final int FINE = 0;
  private static final int REFUSED = 1;
  private static final int UNREACHABLE = 4;

  /** So many rehearsed repairs bring the compiler to everything that a repair runs through. */
  private static final int REHEARSED_REPAIRS = 300;

  private static final Duration ALERTNESS = Duration.ofMillis(5);

  private static final long FAREWELL_MILLIS = 2000;

  private final String version;
  private final Map<String, String> environment;
  private final Clock clock = Clock.system();
  private final WarmUp warmUp =
      new WarmUp(new WarmUpKernel(new WarmUpStateStore()), clock, REHEARSED_REPAIRS);

  /** Ends the threads that wait in the kernel: Java waits 300 ms for such before it exits. */
  private final List<Runnable> farewells = new ArrayList<>();

  DaemonProcess(String version, Map<String, String> environment) {
    this.version = version;
    this.environment = environment;
  }

  /** Runs until SIGTERM; returns only if it cannot start. */
  int run(ConfigurationSource source) throws ConfigurationException {
    try {
      return start(source);
    } finally {
      StartMark.remove(RuntimeDirectory.of(environment));
    }
  }

  private int start(ConfigurationSource source) throws ConfigurationException {
    warmUp.repairOnce(); // The way to the kernel is being opened meanwhile.
    Configuration configuration = source.read();
    Path directory = RuntimeDirectory.of(environment);
    try {
      if (InstanceLock.take(directory).isEmpty()) {
        LOG.error(
            "Another instance repairs this network namespace already; its lock is in {}.",
            directory);
        return REFUSED;
      }
    } catch (IOException e) {
      // A full or read-only disk must not keep the tailnet dead.
      LOG.warn(
          "The instance lock in {} cannot be taken ({}): take care to start one instance only.",
          directory,
          FileProblem.words(e));
    }
    return run(configuration, source);
  }

  private int run(Configuration configuration, ConfigurationSource source) {
    CountDownLatch ended = new CountDownLatch(1);
    try (Kernel kernel = Kernel.open(clock);
        Reporter reporter = new Reporter(clock);
        StateFile store = StateFile.in(RuntimeDirectory.of(environment))) {
      Notifier notifier = Notifier.open(environment);
      Supervisor supervisor =
          new Supervisor(
              List.of(loop(Reload.settings(configuration), kernel, reporter, store, notifier)));
      stopOnSignal(supervisor, notifier, ended);
      keepOrder(supervisor, reporter, configuration, source, notifier);
      return FINE;
    } catch (KernelException e) {
      LOG.error("The kernel's rules cannot be watched: {}.", e.getMessage());
      return UNREACHABLE;
    } finally {
      for (Runnable farewell : farewells) {
        farewell.run();
      }
      ended.countDown();
    }
  }

  private ReconcileLoop loop(
      Settings settings, Kernel kernel, Reporter reporter, StateStore store, Notifier notifier) {
    Heartbeat heartbeat =
        Watchdog.interval(environment, ProcessHandle.current().pid())
            .<Heartbeat>map(interval -> new WatchdogHeartbeat(notifier, interval, clock))
            .orElse(Heartbeat.NONE);
    return new ReconcileLoop(
        Scope.OWN,
        settings,
        new ReconcileLoop.Dependencies(
            kernel.table(),
            kernel.events(),
            kernel.attribution(),
            clock,
            heartbeat,
            reporter,
            warmUp,
            alertness(),
            store),
        Permission.impediment());
  }

  /** Runs the loop with everybody who wants to know what it does, or has something to ask. */
  private void keepOrder(
      Supervisor supervisor,
      Reporter reporter,
      Configuration configuration,
      ConfigurationSource source,
      Notifier notifier) {
    History history = new History(StateDirectory.of(environment));
    Counters counters = new Counters(version, clock.wallMicros(), supervisor::overruns);
    try (Textfile textfile = new Textfile(counters)) {
      Reload reload = new Reload(source, supervisor, textfile, notifier, clock);
      Manager manager = new SupervisorManager(supervisor, reporter, history, counters, reload);
      List<StatusListener> listeners =
          new ArrayList<>(
              List.of(
                  new LogListener(),
                  new StatusNotice(notifier),
                  counters,
                  textfile,
                  HeapTrim.start()));
      supervisor.run(
          () -> {
            BusService bus =
                BusService.start(BusAddress.ofSystemBus(environment), manager, version);
            listeners.add(bus);
            farewells.add(bus::close);
          },
          () -> {
            notifier.ready();
            StartMark.remove(RuntimeDirectory.of(environment));
            Optional<String> complaint = AotCache.complaint();
            if (complaint.isPresent()) {
              LOG.warn(complaint.get());
            }
            reporter.start(history, listeners);
            farewells.add(Hangup.handle(reload::reloadBySignal)::close);
            textfile.writeTo(configuration.textfile());
          });
    }
  }

  /** Where there is one core only, who stays awake keeps everybody else from it. */
  private static Duration alertness() {
    return Runtime.getRuntime().availableProcessors() > 1 ? ALERTNESS : Duration.ZERO;
  }

  /**
   * On SIGTERM and SIGINT Java runs its shutdown hooks and exits with 143 or 130; for a daemon that
   * was asked to end and did, 0 is right. Where the loop ended by itself, its exit code stands.
   */
  private static void stopOnSignal(Supervisor supervisor, Notifier notifier, CountDownLatch ended) {
    Thread hook =
        new Thread(
            () -> {
              if (ended.getCount() == 0) {
                return;
              }
              notifier.stopping();
              supervisor.stop();
              try {
                ended.await(FAREWELL_MILLIS, TimeUnit.MILLISECONDS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              Runtime.getRuntime().halt(FINE);
            },
            "farewell");
    Runtime.getRuntime().addShutdownHook(hook);
  }
}
