package io.github.rulewarden.api;

import java.util.List;

/** Records events. Called on the reporter's thread, like a {@link StatusListener}. */
public interface EventLog {
  /** A log that records nothing. */
  EventLog NONE =
      new EventLog() {
        @Override
        public void record(List<TimedEvent> happenings) {}

        @Override
        public void keep() {}

        @Override
        public void end() {}
      };

  /** Records the events since the last call, in order. Called before the listeners. */
  void record(List<TimedEvent> happenings);

  /** Writes recorded events to the disk. Called after the listeners, because it may take time. */
  void keep();

  /** Called once after the last event. */
  void end();
}
