package io.github.rulewarden.testing;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A private bus, used like an operator does: {@code busctl} makes all calls and prints all signals.
 */
public final class Bus implements Guest {
  private static final String SERVICE = "io.github.rulewarden";
  private static final String PATH = "/io/github/rulewarden";
  private static final String INTERFACE = "io.github.rulewarden.Manager1";

  /** A signal that {@code busctl monitor} printed. */
  public record Signal(String member, JsonArray values) {}

  private final PrivateBus bus;
  private final Process monitor;
  private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
  private final List<Signal> passedOver = new ArrayList<>();
  private final List<String> heard = new ArrayList<>();

  private Bus(PrivateBus bus, Process monitor) {
    this.bus = bus;
    this.monitor = monitor;
  }

  /** Starts a bus and a monitor of its signals. */
  public static Bus on(TestHost host) throws IOException {
    PrivateBus bus = PrivateBus.start();
    Process monitor =
        new ProcessBuilder(
                "busctl",
                "--address=" + bus.address(),
                "--json=short",
                "--match=type='signal'",
                "monitor")
            .start();
    Bus listening = host.receive(new Bus(bus, monitor));
    // The monitor prints a line once it misses no signal any more.
    if (monitor.errorReader().readLine() == null) {
      throw new IOException("busctl monitor ended");
    }
    Thread.ofPlatform().daemon().name("busctl monitor").start(listening::listen);
    return listening;
  }

  /** Returns the value for {@code DBUS_SYSTEM_BUS_ADDRESS}. */
  public String address() {
    return bus.address();
  }

  /** Returns the words that start a command so that it finds this bus. */
  public List<String> forCommands() {
    return List.of("env", "DBUS_SYSTEM_BUS_ADDRESS=" + bus.address());
  }

  private void listen() {
    try (BufferedReader lines = monitor.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonObject message = JsonParser.object().from(line);
        synchronized (heard) {
          heard.add(line);
        }
        signals.add(
            new Signal(message.getString("member"), message.getObject("payload").getArray("data")));
      }
    } catch (IOException ended) {
      // The monitor was stopped.
    } catch (JsonParserException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits until Rulewarden owns its name. */
  public void awaitService() {
    awaitSignal(
        "NameOwnerChanged",
        values -> values.getString(0).equals(SERVICE) && !values.getString(2).isEmpty());
  }

  /**
   * Waits for a signal that was not awaited before, and keeps the others for later calls. A test
   * can therefore await signals in any order: the order of the families varies.
   */
  public JsonArray awaitSignal(String member, Predicate<JsonArray> wanted) {
    for (Signal signal : passedOver) {
      if (signal.member().equals(member) && wanted.test(signal.values())) {
        passedOver.remove(signal);
        return signal.values();
      }
    }
    try {
      while (true) {
        Signal signal = signals.poll(Patience.LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        if (signal == null) {
          throw new AssertionError("no further signal; awaited was " + member);
        }
        if (signal.member().equals(member) && wanted.test(signal.values())) {
          return signal.values();
        }
        passedOver.add(signal);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for " + member, e);
    }
  }

  /** Returns the output of {@code busctl get-property}, such as {@code s "ok"}. */
  public String property(String name) {
    return busctl("get-property", SERVICE, PATH, INTERFACE, name).require().strip();
  }

  /** Returns the state and the counts of one family, from the property {@code Namespaces}. */
  public JsonObject family(String family) {
    String json =
        busctl("--json=short", "get-property", SERVICE, PATH, INTERFACE, "Namespaces").require();
    try {
      JsonArray namespaces = JsonParser.object().from(json).getArray("data");
      for (int i = 0; i < namespaces.size(); i++) {
        JsonObject fields = namespaces.getObject(i);
        if (fields.getObject("family").getString("data").equals(family)) {
          return fields;
        }
      }
      throw new AssertionError("no " + family + " in " + json);
    } catch (JsonParserException e) {
      throw new AssertionError(json, e);
    }
  }

  /** Calls a method. */
  public Program call(String... methodAndArguments) {
    List<String> words = new ArrayList<>(List.of("call", SERVICE, PATH, INTERFACE));
    words.addAll(List.of(methodAndArguments));
    return busctl(words.toArray(String[]::new));
  }

  private Program busctl(String... words) {
    List<String> command = new ArrayList<>(List.of("busctl", "--address=" + bus.address()));
    command.addAll(List.of(words));
    try {
      return Program.run(command.toArray(String[]::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  @Override
  public void leave() throws Exception {
    monitor.destroy();
    monitor.waitFor();
    bus.close();
  }

  @Override
  public String story() {
    synchronized (heard) {
      return "== on the bus\n" + String.join("\n", heard);
    }
  }
}
