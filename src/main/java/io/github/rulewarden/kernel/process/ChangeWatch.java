package io.github.rulewarden.kernel.process;

import io.github.rulewarden.netlink.Frame;

/**
 * A listener for changes that other processes make to the rules. It runs on the loop's thread, so
 * it must be fast.
 */
public interface ChangeWatch {
  /** A listener that ignores all changes. */
  ChangeWatch NONE =
      new ChangeWatch() {
        @Override
        public void changed(Frame event) {}

        @Override
        public void missed() {}
      };

  /**
   * Another process added or deleted a rule.
   *
   * @param event of type NEW_RULE or DELETE_RULE
   */
  void changed(Frame event);

  /** Changes may have been lost. */
  void missed();
}
