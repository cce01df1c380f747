package io.github.rulewarden.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.fuzz.Choices;
import io.github.rulewarden.fuzz.Target;
import io.github.rulewarden.netlink.testing.ScriptedPeer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A conversation with a kernel that sends arbitrary replies in any order. It ends with a reply, or
 * with an exception of the kernel or the decoder.
 */
public final class ConversationFuzz implements Target {
  private static final int PORT = 4711;
  private static final int MOST_DATAGRAMS_SENT = 16;
  private static final int MOST_ANSWERS = 32;
  private static final int LONGEST_PAYLOAD = 64;
  private static final Frame REQUEST = Frame.request(34, 0, Bytes.EMPTY);

  @Override
  public Object feed(byte[] input) {
    Choices choices = new Choices(input);
    int kind = choices.u8() % 3;
    ScriptedPeer peer = new ScriptedPeer(PORT);
    for (int i = 0; i < MOST_DATAGRAMS_SENT; i++) {
      peer.next(sent -> answers(choices, sent));
    }
    Conversation conversation = new Conversation(peer, Duration.ofMinutes(1));
    try {
      return switch (kind) {
        case 0 -> dump(conversation, peer);
        case 1 -> {
          Frame answer = conversation.query(REQUEST);
          expectAnswers(answer, peer);
          yield answer;
        }
        default -> transact(conversation, choices);
      };
    } catch (NetlinkException expected) {
      return expected;
    }
  }

  private static List<Frame> dump(Conversation conversation, ScriptedPeer peer)
      throws NetlinkException {
    List<Frame> entries = conversation.dump(REQUEST);
    for (Frame entry : entries) {
      expectAnswers(entry, peer);
      assertTrue(!entry.dumpInterrupted(), entry::toString);
    }
    return entries;
  }

  private static List<Acknowledgement> transact(Conversation conversation, Choices choices)
      throws NetlinkException {
    List<Frame> requests = new ArrayList<>();
    for (int i = choices.u8() % 5; i > 0; i--) {
      requests.add(REQUEST);
    }
    List<Acknowledgement> answers = conversation.transact(requests);
    assertEquals(requests.size(), answers.size());
    return answers;
  }

  /** What is handed out belongs to the last request: not to an earlier one, nor to a stranger. */
  private static void expectAnswers(Frame answer, ScriptedPeer peer) {
    assertEquals(peer.sent().getLast().getFirst().sequence(), answer.sequence());
    assertEquals(PORT, answer.portId());
    assertTrue(!answer.isError() && !answer.isNothing(), answer::toString);
  }

  private static List<Reception> answers(Choices choices, List<Frame> sent) {
    List<Reception> answers = new ArrayList<>();
    while (!choices.isOver() && answers.size() < MOST_ANSWERS) {
      int kind = choices.u8();
      if (kind == 0xff) {
        break;
      }
      answers.add(
          switch (kind % 8) {
            case 0 -> new Reception.Datagram(choices.bytes(choices.u8()));
            case 1 -> new Reception.Overrun();
            case 2 -> new Reception.Empty();
            case 3 -> ScriptedPeer.datagram(answer(choices, sent), answer(choices, sent));
            default -> ScriptedPeer.datagram(answer(choices, sent));
          });
    }
    return answers;
  }

  /** Mostly replies of the kernel; sometimes for another socket, or for another request. */
  private static Frame answer(Choices choices, List<Frame> sent) {
    Frame request = sent.get(choices.u8() % sent.size());
    int type = choices.of(32, 2, 3, 1, 24, 0xffff);
    int flags = choices.u8() | choices.u8() << 8;
    int sequence = request.sequence() + choices.of(0, 0, 0, 1, -1, Integer.MIN_VALUE);
    int port = choices.of(PORT, PORT, PORT, 0, -1);
    Bytes payload = choices.bytes(choices.u8() % LONGEST_PAYLOAD);
    return new Frame(type, flags, sequence, port, payload);
  }
}
