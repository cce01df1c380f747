package io.github.rulewarden.kernel;

import io.github.rulewarden.daemon.Outcome;
import io.github.rulewarden.daemon.RuleTable;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.Snapshot;
import io.github.rulewarden.netlink.NetlinkException;
import io.github.rulewarden.policy.Plan;
import java.util.List;

/** The rules of the network namespace that its channel's sockets are opened in. */
public final class KernelRuleTable implements RuleTable, AutoCloseable {
  private final RuleChannel channel;
  private final Topology topology;

  KernelRuleTable(RuleChannel channel) {
    this.channel = channel;
    this.topology = new Topology(channel);
  }

  @Override
  public Snapshot read() throws UnreadableException {
    try {
      List<Rule> ipv4 = channel.rules(Family.IPV4);
      List<Rule> ipv6 = channel.rules(Family.IPV6);
      topology.refresh(ipv4, ipv6);
      return new Snapshot(ipv4, ipv6, topology.defaultRoutes(), topology.links());
    } catch (NetlinkException e) {
      topology.forget();
      throw new UnreadableException("The rules cannot be read: " + e.getMessage() + ".", e);
    }
  }

  @Override
  public Outcome execute(Plan plan) {
    return new PlanExecutor(channel, plan).execute();
  }

  /** The channel, for those who have to know its own changes from others'. */
  RuleChannel channel() {
    return channel;
  }

  /** Makes the next read ask for links and routes too. */
  void forgetTopology() {
    topology.forget();
  }

  @Override
  public void close() {
    channel.close();
  }
}
