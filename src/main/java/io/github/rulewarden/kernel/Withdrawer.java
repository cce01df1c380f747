package io.github.rulewarden.kernel;

import io.github.rulewarden.daemon.Outcome;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.IpCommand;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.fib.RuleList;
import io.github.rulewarden.netlink.Acknowledgement;
import io.github.rulewarden.netlink.Errno;
import io.github.rulewarden.netlink.KernelException;
import io.github.rulewarden.netlink.NetlinkException;
import io.github.rulewarden.netlink.route.Requests;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes rules away that Rulewarden itself had put back. Each goes only if the kernel's own matching
 * hits it and no twin of it.
 */
final class Withdrawer {
  private final RuleChannel channel;
  private final Family family;
  private final List<String> done = new ArrayList<>();

  Withdrawer(RuleChannel channel, Family family) {
    this.channel = channel;
    this.family = family;
  }

  Outcome withdraw(List<Rule> rules) {
    try {
      for (Rule rule : rules) {
        withdraw(rule);
      }
      return new Outcome.Done(done);
    } catch (KernelException e) {
      String reason = "The kernel refused: " + e.getMessage() + ".";
      return e.errno() == Errno.EPERM
          ? new Outcome.Denied(done, reason + " " + Permission.ADVICE)
          : new Outcome.Failed(done, reason);
    } catch (NetlinkException e) {
      return new Outcome.Failed(
          done, "The kernel's answer could not be read: " + e.getMessage() + ".");
    }
  }

  private void withdraw(Rule rule) throws NetlinkException {
    List<Rule> now = channel.rules(family);
    int hit = RuleList.firstHit(now, rule);
    if (hit < 0 || !now.get(hit).equals(rule)) {
      return;
    }
    switch (channel.change(List.of(Requests.deleteRule(RuleCodec.encode(rule)))).getFirst()) {
      case Acknowledgement.Done _ -> done.add(IpCommand.delete(rule));
      case Acknowledgement.Lost _ -> {
        // The next look shows whether it is still there.
      }
      case Acknowledgement.Refused(KernelException reason) -> {
        if (reason.errno() != Errno.ENOENT) {
          throw reason;
        }
      }
    }
  }
}
