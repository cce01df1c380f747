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
 * {@code rulewarden daemon}: connects the parts, runs the loop, and shuts down cleanly on SIGTERM.
 */
final class DaemonProcess {
  private static final Logger LOG = LoggerFactory.getLogger(DaemonProcess.class);

  private static final int SUCCESS = 0;
  private static final int REFUSED = 1;
  private static final int UNREACHABLE = 4;

  /** After this many repairs in the warm-up, the compiler has compiled the code of a repair. */
  private static final int WARM_UP_REPAIRS = 300;

  private static final Duration MAX_SPIN = Duration.ofMillis(5);

  private static final long STOP_TIMEOUT_MILLIS = 2000;

  private final String version;
  private final Map<String, String> environment;
  private final Clock clock = Clock.system();
  private final WarmUp warmUp =
      new WarmUp(new WarmUpKernel(new WarmUpStateStore()), clock, WARM_UP_REPAIRS);

  /**
   * These end the threads that wait in the kernel; otherwise Java waits 300 ms for them at exit.
   */
  private final List<Runnable> cleanups = new ArrayList<>();

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
    warmUp.repairOnce(); // Meanwhile another thread links the native calls.
    Configuration configuration = source.read();
    Path directory = RuntimeDirectory.of(environment);
    try {
      if (InstanceLock.take(directory).isEmpty()) {
        LOG.error(
            "Another instance repairs this network namespace already and holds the lock in {}. Stop"
                + " it before you start another one.",
            directory);
        return REFUSED;
      }
    } catch (IOException e) {
      // A full or read-only disk must not prevent the repair of the tailnet.
      LOG.warn(
          "The instance lock in {} cannot be taken ({}); make sure that only one instance runs.",
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
      runLoop(supervisor, reporter, configuration, source, notifier);
      return SUCCESS;
    } catch (KernelException e) {
      LOG.error("The kernel's rules cannot be watched: {}.", e.getMessage());
      return UNREACHABLE;
    } finally {
      for (Runnable cleanup : cleanups) {
        cleanup.run();
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
            kernel.tunnels(),
            kernel.events(),
            kernel.attribution(),
            clock,
            heartbeat,
            reporter,
            warmUp,
            maxSpin(),
            store),
        Permission.impediment());
  }

  /** Runs the loop with all listeners, and with the interfaces for operators. */
  private void runLoop(
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
                  new LogListener(clock),
                  new StatusNotice(notifier),
                  counters,
                  textfile,
                  HeapTrim.start()));
      supervisor.run(
          () -> {
            BusService bus =
                BusService.start(BusAddress.ofSystemBus(environment), manager, version);
            listeners.add(bus);
            cleanups.add(bus::close);
          },
          () -> {
            notifier.ready();
            StartMark.remove(RuntimeDirectory.of(environment));
            Optional<String> warning = AotCache.warning();
            if (warning.isPresent()) {
              LOG.warn(warning.get());
            }
            reporter.start(history, listeners);
            cleanups.add(Hangup.handle(reload::reloadBySignal)::close);
            textfile.writeTo(configuration.textfile());
          });
    }
  }

  /** On a single core a thread that spins would block all others. */
  private static Duration maxSpin() {
    return Runtime.getRuntime().availableProcessors() > 1 ? MAX_SPIN : Duration.ZERO;
  }

  /**
   * On SIGTERM and SIGINT Java runs its shutdown hooks and exits with 143 or 130, but a daemon that
   * stops on request must exit with 0. If the loop ended by itself, its exit code is kept.
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
                ended.await(STOP_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              Runtime.getRuntime().halt(SUCCESS);
            },
            "stop");
    Runtime.getRuntime().addShutdownHook(hook);
  }
}
