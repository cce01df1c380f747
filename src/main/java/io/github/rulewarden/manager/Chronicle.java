package io.github.rulewarden.manager;

import java.util.List;

/** Writes down what happened. Called on the reporter's thread, as a {@link StatusListener} is. */
public interface Chronicle {
  /** One that writes nothing down. */
  Chronicle NONE =
      new Chronicle() {
        @Override
        public void record(List<Happening> happenings) {}

        @Override
        public void keep() {}

        @Override
        public void end() {}
      };

  /** What happened since the last time, in order; before anybody else hears of it. */
  void record(List<Happening> happenings);

  /** Everybody was told: now there is time for the disk. */
  void keep();

  /** Nothing will happen any more. */
  void end();
}
