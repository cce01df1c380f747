package io.github.rulewarden.api;

import java.util.List;

/** Writes down what happened. Called on the reporter's thread, as a {@link StatusListener} is. */
public interface EventLog {
  /** One that writes nothing down. */
  EventLog NONE =
      new EventLog() {
        @Override
        public void record(List<TimedEvent> happenings) {}

        @Override
        public void keep() {}

        @Override
        public void end() {}
      };

  /** What happened since the last time, in order; before anybody else hears of it. */
  void record(List<TimedEvent> happenings);

  /** Everybody was told: now there is time for the disk. */
  void keep();

  /** Nothing will happen any more. */
  void end();
}
