package io.github.rulewarden.kernel;

import io.github.rulewarden.fib.FakeKernelList;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Listing;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What wg-quick does to the IPv4 rules, one {@code ip} command at a time ({@code add_default} and
 * {@code del_if} in {@code src/wg-quick/linux.bash}); it can be stopped between any two.
 */
final class WgQuick {
  private static final long TABLE = 51820;
  private static final String CAPTURE = "0: not from all fwmark 0xca6c lookup 51820";
  private static final String SUPPRESS = "0: from all lookup main suppress_prefixlength 0";

  /** One command; some have to be followed by others. */
  private interface Command {
    void run(FakeKernelList rules);
  }

  private final ModelKernel kernel;
  private final Deque<Command> commands = new ArrayDeque<>();
  private boolean isAborted;

  WgQuick(ModelKernel kernel) {
    this.kernel = kernel;
  }

  WgQuick down() {
    commands.add(this::checkCaptures);
    return this;
  }

  WgQuick up() {
    commands.add(rules -> rules.addUnnumbered(Listing.rule(Family.IPV4, CAPTURE)));
    commands.add(rules -> rules.addUnnumbered(Listing.rule(Family.IPV4, SUPPRESS)));
    return this;
  }

  /** Runs the next command; false if there is none. */
  boolean step() {
    if (commands.isEmpty()) {
      return false;
    }
    FakeKernelList rules = new FakeKernelList(kernel.rules(Family.IPV4));
    commands.remove().run(rules);
    kernel.set(Family.IPV4, rules.rules());
    return true;
  }

  /** Whether a delete found nothing: the script runs under {@code set -e} and ends there. */
  boolean isAborted() {
    return isAborted;
  }

  private void checkCaptures(FakeKernelList rules) {
    if (rules.lists(TABLE)) {
      commands.addFirst(this::checkCaptures);
      commands.addFirst(now -> expectHit(now.deleteByTable(TABLE)));
    } else {
      commands.addFirst(this::checkSuppresses);
    }
  }

  private void checkSuppresses(FakeKernelList rules) {
    if (rules.listsSuppress()) {
      commands.addFirst(this::checkSuppresses);
      commands.addFirst(now -> expectHit(now.deleteSuppress()));
    }
  }

  private void expectHit(boolean isHit) {
    if (!isHit) {
      isAborted = true;
      commands.clear();
    }
  }
}
