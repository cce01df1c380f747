package io.github.rulewarden.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.fuzz.Target;
import java.util.List;

/** Splits arbitrary datagrams into messages. */
public final class FrameFuzz implements Target {
  private static final int HEADER = 16;

  @Override
  public Object feed(byte[] input) throws MalformedMessageException {
    List<Frame> frames = Frame.decode(Bytes.owning(input));
    Bytes encoded = Frame.encode(frames);
    assertEquals(frames, Frame.decode(encoded));
    // All of the input is in some message: what was added is the padding of the last one.
    assertEquals(MessageWriter.align(input.length), encoded.length());
    assertTrue(frames.size() * HEADER <= input.length);
    return frames;
  }
}
