package io.github.rulewarden;

import io.github.rulewarden.cli.DaemonLink;
import io.github.rulewarden.dbus.BusAddress;
import io.github.rulewarden.dbus.ManagerClient;
import io.github.rulewarden.manager.Manager;
import io.github.rulewarden.manager.ManagerException;
import io.github.rulewarden.manager.StatusListener;

/** The way to the daemon by the system bus. */
record BusLink(BusAddress address) implements DaemonLink {
  @Override
  public Manager connect() {
    return new ManagerClient(address);
  }

  @Override
  public void follow(StatusListener listener) throws ManagerException {
    new ManagerClient(address).follow(listener);
  }
}
