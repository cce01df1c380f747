package io.github.rulewarden.fuzz;

import io.github.rulewarden.netlink.MalformedMessageException;

/** Code that decodes untrusted input. It is public and has a public constructor for Jazzer. */
public interface Target {
  /**
   * Reads an input and checks everything that has to hold whatever the input is; what does not hold
   * is an {@link AssertionError}.
   *
   * @return what was understood, so that a test can see that it was
   * @throws MalformedMessageException if it is no message: the one way to refuse bytes
   */
  Object feed(byte[] input) throws MalformedMessageException;

  /** The same; a refusal is a result too, if it points to a place in the input. */
  static Object result(Target target, byte[] input) {
    try {
      return target.feed(input);
    } catch (MalformedMessageException refusal) {
      if (refusal.offset() < 0 || refusal.offset() > input.length) {
        throw new AssertionError("a place outside of the input", refusal);
      }
      return refusal;
    }
  }
}
