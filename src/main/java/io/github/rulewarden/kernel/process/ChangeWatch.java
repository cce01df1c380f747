package io.github.rulewarden.kernel.process;

import io.github.rulewarden.netlink.Frame;

/** Is told of each change that others make to the rules, on the loop's thread: no time to lose. */
public interface ChangeWatch {
  /** One that is not interested. */
  ChangeWatch NONE =
      new ChangeWatch() {
        @Override
        public void changed(Frame event) {}

        @Override
        public void missed() {}
      };

  /**
   * Somebody added or deleted a rule.
   *
   * @param event of type NEW_RULE or DELETE_RULE
   */
  void changed(Frame event);

  /** From here on there may have been changes that are not told. */
  void missed();
}
