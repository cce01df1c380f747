package io.github.rulewarden.testing;

/** A program or setup on a {@link TestHost} that ends with it. */
public interface Guest {
  /** Ends the guest and removes what it left; does nothing if the guest has already ended. */
  void leave() throws Exception;

  /** Returns the guest's report for a failed test; may be empty. */
  String story();
}
