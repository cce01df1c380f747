package io.github.rulewarden.kernel.warmup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.fib.Listing;
import io.github.rulewarden.fib.Rule;
import io.github.rulewarden.kernel.rule.RuleChannel;
import io.github.rulewarden.netlink.Acknowledgement;
import io.github.rulewarden.netlink.Frame;
import io.github.rulewarden.netlink.NetlinkException;
import io.github.rulewarden.netlink.linux.NetlinkProtocol;
import io.github.rulewarden.netlink.linux.NetlinkSocket;
import io.github.rulewarden.netlink.linux.NetworkNamespace;
import io.github.rulewarden.netlink.route.Requests;
import io.github.rulewarden.wire.RuleCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Compares the in-memory kernel with the real one. */
class ModelKernelIT {
  private static final int CHANGES = 4000;

  private static final List<String> RULES =
      List.of(
          "not from all fwmark 0xca6c lookup 51820",
          "from all fwmark 0xca6c lookup 51820",
          "not from all fwmark 0xca6c/0xff00 lookup 51820",
          "not from all fwmark 0xca6d lookup 51820",
          "not from all fwmark 0xca6c lookup 51821",
          "not from all fwmark 0xca6c lookup 51820 proto static",
          "from all lookup main",
          "from all lookup main suppress_prefixlength 0",
          "from all lookup main suppress_prefixlength 1",
          "from all lookup main suppress_prefixlength 0 suppress_ifgroup 3",
          "from all lookup 52",
          "from all lookup 52 proto 82",
          "from all iif lo lookup 52",
          "from all uidrange 0-9 lookup 52",
          "from all ipproto tcp lookup 52",
          "from all unreachable",
          "from all blackhole",
          "from all goto 300",
          "from all goto 400",
          "from all nop");

  @Test
  void addsAndDeletesAlike() throws NetlinkException {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    ModelKernel model = new ModelKernel();
    try (NetworkNamespace namespace = NetworkNamespace.create();
        RuleChannel real = new RuleChannel(() -> open(namespace));
        RuleChannel imagined = new RuleChannel(() -> model)) {
      for (Family family : Family.values()) {
        model.set(family, real.rules(family));
      }
      int done = 0;
      for (int i = 0; i < CHANGES; i++) {
        Family family = random.nextBoolean() ? Family.IPV4 : Family.IPV6;
        String line = random.nextInt(100, 103) + ": " + RULES.get(random.nextInt(RULES.size()));
        Rule rule = Listing.rule(family, line);
        boolean isAdd = random.nextInt(5) < 3;
        Frame change =
            isAdd
                ? Requests.addRule(RuleCodec.encode(rule))
                : Requests.deleteRule(RuleCodec.encode(rule));
        String what = "seed " + seed + ", change " + i + ": " + (isAdd ? "add " : "del ") + rule;
        String answer = answer(real, change);
        assertEquals(answer, answer(imagined, change), what);
        assertEquals(real.rules(family), imagined.rules(family), what);
        done += answer.equals("done") ? 1 : 0;
      }
      assertTrue(done > CHANGES / 4, done + " were done, seed " + seed);
    }
  }

  private static NetlinkSocket open(NetworkNamespace namespace)
      throws io.github.rulewarden.netlink.KernelException {
    return namespace.run(() -> NetlinkSocket.open(NetlinkProtocol.ROUTE));
  }

  private static String answer(RuleChannel channel, Frame change) throws NetlinkException {
    List<String> answers = new ArrayList<>();
    for (Acknowledgement answer : channel.change(List.of(change))) {
      answers.add(
          switch (answer) {
            case Acknowledgement.Done _ -> "done";
            case Acknowledgement.Refused refused -> refused.reason().errno().name();
            case Acknowledgement.Lost _ -> "lost";
          });
    }
    return answers.getFirst();
  }
}
