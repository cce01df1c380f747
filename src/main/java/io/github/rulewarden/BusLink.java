package io.github.rulewarden;

import io.github.rulewarden.api.Manager;
import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.api.SignalListener;
import io.github.rulewarden.cli.DaemonLink;
import io.github.rulewarden.dbus.BusAddress;
import io.github.rulewarden.dbus.ManagerClient;
import java.time.Duration;

/** Connects to the daemon over the system bus. */
record BusLink(BusAddress address) implements DaemonLink {
  /** Short enough to seem immediate to an operator; a call to the bus takes a millisecond. */
  private static final Duration PAUSE = Duration.ofMillis(500);

  @Override
  public Manager connect() {
    return new ManagerClient(address);
  }

  @Override
  public void follow(SignalListener listener) throws ManagerException {
    new ManagerClient(address).follow(listener);
  }

  @Override
  public void pause() throws InterruptedException {
    Thread.sleep(PAUSE);
  }
}
