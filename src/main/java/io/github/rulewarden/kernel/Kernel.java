package io.github.rulewarden.kernel;

import io.github.rulewarden.daemon.Attribution;
import io.github.rulewarden.daemon.Clock;
import io.github.rulewarden.daemon.EventSource;
import io.github.rulewarden.daemon.TunnelSettingsSource;
import io.github.rulewarden.kernel.process.ChangeLog;
import io.github.rulewarden.kernel.process.ProcessFiles;
import io.github.rulewarden.kernel.process.ProcessObserver;
import io.github.rulewarden.kernel.rule.RuleChannel;
import io.github.rulewarden.kernel.wireguard.TunnelQueries;
import io.github.rulewarden.netlink.KernelException;
import io.github.rulewarden.netlink.linux.NetlinkProtocol;
import io.github.rulewarden.netlink.linux.NetlinkSocket;

/** The daemon's ports to the kernel, for the network namespace of the thread that opens it. */
public record Kernel(
    KernelRuleTable table,
    TunnelSettingsSource tunnels,
    EventSource events,
    Attribution attribution)
    implements AutoCloseable {
  /**
   * Subscribes to events before the first read, so that no change is missed.
   *
   * @throws KernelException if netlink is not available
   */
  public static Kernel open(Clock clock) throws KernelException {
    KernelRuleTable table = openTable();
    // The kernel notifies the most recent subscriber first, so the loop subscribes last.
    NetlinkSocket observerSocket = KernelEvents.openObserverSocket();
    ProcessObserver observer = new ProcessObserver(observerSocket, new ProcessFiles(), clock);
    try {
      ChangeLog changes = new ChangeLog(observer, new ProcessFiles(), clock);
      KernelEvents events = new KernelEvents(table, changes, observerSocket, clock);
      observer.start();
      return new Kernel(table, new TunnelQueries(), events, new EventAttribution(changes, events));
    } catch (KernelException e) {
      observer.close();
      throw e;
    }
  }

  /** Opens the rules without events, for a single read. */
  public static KernelRuleTable openTable() {
    return new KernelRuleTable(new RuleChannel(() -> NetlinkSocket.open(NetlinkProtocol.ROUTE)));
  }

  @Override
  public void close() {
    if (events instanceof KernelEvents open) {
      open.close();
    }
    if (attribution instanceof EventAttribution open) {
      open.changes().close();
    }
    table.close();
  }
}
