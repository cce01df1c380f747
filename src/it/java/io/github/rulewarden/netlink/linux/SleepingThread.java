package io.github.rulewarden.netlink.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;

/** A thread that reports whether it waits in the kernel, which Java itself cannot. */
final class SleepingThread<T> {
  private final CompletableFuture<Path> directory = new CompletableFuture<>();
  private final FutureTask<T> task;

  SleepingThread(java.util.concurrent.Callable<T> work) {
    task =
        new FutureTask<>(() -> {
          directory.complete(Path.of("/proc").resolve(threadSelf()));
          return work.call();
        });
    Thread.ofPlatform().daemon().start(task);
  }

  /** Returns once the thread sleeps in poll. */
  void awaitSleep() throws Exception {
    Path call = directory.get().resolve("wchan");
    while (!Files.readString(call).contains("poll")) {
      Thread.onSpinWait();
    }
  }

  T result() throws Exception {
    return task.get(2, java.util.concurrent.TimeUnit.MINUTES);
  }

  private static Path threadSelf() {
    try {
      return Files.readSymbolicLink(Path.of("/proc/thread-self"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
