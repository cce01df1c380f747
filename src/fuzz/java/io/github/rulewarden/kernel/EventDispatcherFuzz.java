package io.github.rulewarden.kernel;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.daemon.Wakeup.Trigger;
import io.github.rulewarden.fuzz.Choices;
import io.github.rulewarden.fuzz.Target;
import io.github.rulewarden.kernel.rule.RuleChannel;
import io.github.rulewarden.netlink.Bytes;
import io.github.rulewarden.netlink.Flags;
import io.github.rulewarden.netlink.Frame;
import io.github.rulewarden.netlink.Reception;
import io.github.rulewarden.netlink.testing.ScriptedPeer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The kernel's events. A malformed event counts as a loss, after which everything is read again.
 */
public final class EventDispatcherFuzz implements Target {
  private static final int LONGEST_EVENT = 128;

  @Override
  public Object feed(byte[] input) {
    Choices choices = new Choices(input);
    List<Reception> receptions = new ArrayList<>();
    while (!choices.isOver()) {
      receptions.add(
          switch (choices.u8() % 8) {
            case 0 -> new Reception.Datagram(choices.bytes(choices.u8()));
            case 1 -> new Reception.Overrun();
            default -> ScriptedPeer.datagram(event(choices));
          });
    }
    ScriptedPeer peer = new ScriptedPeer(1);
    peer.next(_ -> receptions);
    peer.send(Bytes.EMPTY);
    Set<Trigger> triggers = triggers(peer);
    assertTrue(peer.receive(0) instanceof Reception.Empty, "something was left unread");
    return new TreeSet<>(triggers);
  }

  private static Set<Trigger> triggers(ScriptedPeer peer) {
    RuleChannel channel = new RuleChannel(() -> new ScriptedPeer(1));
    EventDispatcher dispatcher = new EventDispatcher(new KernelRuleTable(channel));
    dispatcher.drain(peer);
    return dispatcher.wakeup(0).triggers();
  }

  private static Frame event(Choices choices) {
    int type = choices.of(32, 33, 24, 25, 16, 17, 2, 3, 0xffff);
    Bytes payload = choices.bytes(choices.u8() % LONGEST_EVENT);
    return new Frame(type, Flags.MULTI, 0, choices.s32(), payload);
  }
}
