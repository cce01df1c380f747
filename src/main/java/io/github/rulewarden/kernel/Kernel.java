package io.github.rulewarden.kernel;

import io.github.rulewarden.daemon.Attribution;
import io.github.rulewarden.daemon.Clock;
import io.github.rulewarden.daemon.EventSource;
import io.github.rulewarden.kernel.process.ChangeLog;
import io.github.rulewarden.kernel.process.ProcessFiles;
import io.github.rulewarden.kernel.process.ProcessObserver;
import io.github.rulewarden.kernel.rule.RuleChannel;
import io.github.rulewarden.netlink.KernelException;
import io.github.rulewarden.netlink.linux.NetlinkProtocol;
import io.github.rulewarden.netlink.linux.NetlinkSocket;

/**
 * The kernel's side of the daemon's ports, in the network namespace of the thread that opens it.
 */
public record Kernel(KernelRuleTable table, EventSource events, Attribution attribution)
    implements AutoCloseable {
  /**
   * Subscribes to events, then is ready to read: in this order, so that nothing is missed in
   * between.
   *
   * @throws KernelException if there is no netlink
   */
  public static Kernel open(Clock clock) throws KernelException {
    KernelRuleTable table = openTable();
    // The kernel tells who joined last first; that shall be the loop.
    NetlinkSocket witnessed = KernelEvents.openWitnessed();
    ProcessObserver witness = new ProcessObserver(witnessed, new ProcessFiles(), clock);
    try {
      ChangeLog authors = new ChangeLog(witness, new ProcessFiles(), clock);
      KernelEvents events = new KernelEvents(table, authors, witnessed, clock);
      witness.start();
      return new Kernel(table, events, new EventAttribution(authors, events));
    } catch (KernelException e) {
      witness.close();
      throw e;
    }
  }

  /** The rules alone, for those who look once. */
  public static KernelRuleTable openTable() {
    return new KernelRuleTable(new RuleChannel(() -> NetlinkSocket.open(NetlinkProtocol.ROUTE)));
  }

  @Override
  public void close() {
    if (events instanceof KernelEvents open) {
      open.close();
    }
    if (attribution instanceof EventAttribution open) {
      open.authors().close();
    }
    table.close();
  }
}
