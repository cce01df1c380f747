package io.github.rulewarden.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.fib.Family;
import io.github.rulewarden.kernel.rule.RuleChannel;
import io.github.rulewarden.netlink.Acknowledgement;
import io.github.rulewarden.netlink.Frame;
import io.github.rulewarden.netlink.KernelException;
import io.github.rulewarden.netlink.NetlinkException;
import io.github.rulewarden.netlink.Reception;
import io.github.rulewarden.netlink.Transport;
import io.github.rulewarden.netlink.linux.NetlinkProtocol;
import io.github.rulewarden.netlink.linux.NetlinkSocket;
import io.github.rulewarden.netlink.linux.NetworkNamespace;
import io.github.rulewarden.netlink.route.Groups;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Compares the fake kernel with the real one, message by message. */
class FakeKernelIT {
  private static final int SEQUENCES = 30;
  private static final int COMMANDS = 250;

  private final long seed = Long.getLong("seed", System.nanoTime());

  /** The number of times that each answer was given. */
  private final Map<String, Integer> answers = new TreeMap<>();

  @Test
  void repliesChangesAndEventsEqualThoseOfTheKernel() throws NetlinkException {
    System.out.println("FakeKernelIT: again by -Dseed=" + seed);
    SplittableRandom random = new SplittableRandom(seed);
    for (int sequence = 0; sequence < SEQUENCES; sequence++) {
      runSequence(sequence, new RuleCommands(random));
    }
    System.out.println("FakeKernelIT: " + answers);
    for (String answer : List.of("done", "EEXIST", "ENOENT", "EINVAL")) {
      assertTrue(answers.getOrDefault(answer, 0) > SEQUENCES, answers + ", seed " + seed);
    }
  }

  private void runSequence(int sequence, RuleCommands commands) throws NetlinkException {
    FakeKernel fake = new FakeKernel();
    try (NetworkNamespace namespace = NetworkNamespace.create();
        RuleChannel real = new RuleChannel(() -> open(namespace));
        RuleChannel imagined = new RuleChannel(fake::open);
        Transport realEvents = watch(namespace);
        Transport imaginedEvents = fake.watchRules()) {
      for (Family family : Family.values()) {
        fake.set(family, real.rules(family));
        imagined.rules(family);
      }
      List<String> history = new ArrayList<>();
      for (int i = 0; i < COMMANDS; i++) {
        Family family = commands.family();
        Frame command = commands.next(family, fake.rules(family).size());
        history.add(Message.of(command) + " " + command);
        String what =
            "seed " + seed + ", sequence " + sequence + ", command " + i + ": " + history.getLast();
        String before = what + "\n" + fake.listing(family);
        String answer = answer(real, command);
        assertEquals(answer, answer(imagined, command), before);
        assertEquals(real.rules(family), imagined.rules(family), before);
        assertEquals(events(realEvents, real), events(imaginedEvents, imagined), before);
        answers.merge(answer, 1, Integer::sum);
      }
    }
  }

  private static NetlinkSocket open(NetworkNamespace namespace) throws KernelException {
    return namespace.run(() -> NetlinkSocket.open(NetlinkProtocol.ROUTE));
  }

  private static NetlinkSocket watch(NetworkNamespace namespace) throws KernelException {
    NetlinkSocket socket = open(namespace);
    socket.join(Groups.IPV4_RULES);
    socket.join(Groups.IPV6_RULES);
    return socket;
  }

  private static String answer(RuleChannel channel, Frame change) throws NetlinkException {
    return switch (channel.change(List.of(change)).getFirst()) {
      case Acknowledgement.Done _ -> "done";
      case Acknowledgement.Refused refused -> refused.reason().errno().name();
      case Acknowledgement.Lost _ -> "lost";
    };
  }

  /**
   * Returns the events since the last call: kind, request, and whether this program made the
   * change.
   */
  private static List<String> events(Transport watcher, RuleChannel author)
      throws NetlinkException {
    List<String> events = new ArrayList<>();
    while (true) {
      Reception reception = watcher.receive(0);
      if (reception instanceof Reception.Empty) {
        return events;
      }
      Reception.Datagram datagram = assertInstanceOf(Reception.Datagram.class, reception);
      for (Frame event : Frame.decode(datagram.content())) {
        boolean isOwn = author.portId().orElseThrow() == event.portId();
        Message message = Message.of(event);
        events.add(message + ", request " + event.sequence() + (isOwn ? ", ours" : ""));
      }
    }
  }
}
