package io.github.rulewarden.testing;

/** Something that lives on a {@link TestHost} and goes with it. */
public interface Guest {
  /** Ends it and removes what it left; a guest that has gone already has nothing to do. */
  void leave() throws Exception;

  /** What it has to tell when a test failed; may be empty. */
  String story();
}
