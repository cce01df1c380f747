package io.github.rulewarden.kernel.warmup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.daemon.Clock;
import io.github.rulewarden.daemon.OneShot;
import io.github.rulewarden.daemon.ReadRequest;
import io.github.rulewarden.daemon.RuleTable.UnreadableException;
import io.github.rulewarden.daemon.StateStore;
import io.github.rulewarden.fib.Family;
import io.github.rulewarden.policy.Policy;
import io.github.rulewarden.policy.plan.Step;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WarmUpKernelTest {
  @Test
  void eachRoundRepairsBothFamilies() throws ManagerException, UnreadableException {
    WarmUpKernel kernel = new WarmUpKernel(StateStore.NONE);
    ReadRequest request = ReadRequest.everything(Policy.DEFAULT.tailscale().table());
    for (int act = 0; act < 3; act++) {
      kernel.invert();
      assertEquals(5208, kernel.table().read(request).ipv6().get(1).priority());
      List<Step> steps =
          new OneShot(
                  kernel.table(),
                  Policy.DEFAULT,
                  EnumSet.allOf(Family.class),
                  Clock.system(),
                  Optional.empty(),
                  StateStore.NONE)
              .repair();
      assertEquals(8, steps.size());
      assertEquals(5399, kernel.table().read(request).ipv4().get(6).priority());
    }
  }
}
