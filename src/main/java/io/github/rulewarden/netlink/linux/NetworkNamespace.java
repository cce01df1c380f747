package io.github.rulewarden.netlink.linux;

import io.github.rulewarden.netlink.KernelException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A network namespace ({@code man 7 network_namespaces}) with one thread in it. Sockets that the
 * thread opens and processes that it starts belong to the namespace.
 *
 * <p>The thread is a platform thread: a virtual thread would leave its carrier in the namespace. It
 * is a daemon thread, so that an unclosed namespace does not keep the program running.
 *
 * <p>The file system does not change: {@code /sys/class/net} still shows the first namespace,
 * {@code /proc/thread-self/net} shows this one.
 */
public final class NetworkNamespace implements AutoCloseable {
  /** A task for the thread in the namespace. */
  @FunctionalInterface
  public interface Work<T, E extends Exception> {
    /** Runs the task. */
    T run() throws E;
  }

  private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
  private final Object lock = new Object();
  private final Thread thread;
  private final NamespaceIdentity identity;
  private boolean closed;

  /** Used only by the namespace's thread. */
  private boolean ended;

  private NetworkNamespace(String name, Work<NamespaceIdentity, KernelException> entrance)
      throws KernelException {
    thread = Thread.ofPlatform().daemon().name("netns " + name).start(this::work);
    try {
      identity = run(entrance);
    } catch (KernelException | RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /**
   * Creates a namespace without a name. It disappears when it is closed and no socket or process is
   * left in it. Its only link, {@code lo}, is down.
   *
   * @throws KernelException EPERM without CAP_SYS_ADMIN
   */
  public static NetworkNamespace create() throws KernelException {
    return new NetworkNamespace("unnamed", NamespaceEntrance::create);
  }

  /**
   * Enters a namespace that {@code ip netns add NAME} created.
   *
   * @throws KernelException ENOENT if it does not exist; EPERM without CAP_SYS_ADMIN; EINVAL if the
   *     file is not a network namespace
   * @throws IllegalArgumentException if {@code name} cannot be the name of a namespace
   */
  public static NetworkNamespace named(String name) throws KernelException {
    String path = NamespaceEntrance.path(name);
    return new NetworkNamespace(name, () -> NamespaceEntrance.enter(path));
  }

  /** The identity of this namespace in the kernel. */
  public NamespaceIdentity identity() {
    return identity;
  }

  /**
   * Runs {@code work} on the namespace's thread, waits for it, and rethrows its exception. If the
   * waiting thread is interrupted, it still waits, and its interrupt status is set afterwards.
   *
   * @throws IllegalStateException after the close
   */
  public <T, E extends Exception> T run(Work<T, E> work) throws E {
    if (isOwnThread()) {
      return work.run();
    }
    FutureTask<T> task = new FutureTask<>(work::run);
    synchronized (lock) {
      if (closed) {
        throw new IllegalStateException("the namespace is closed");
      }
      tasks.add(task);
    }
    return await(task);
  }

  /** Ends the thread after its pending tasks, and waits for its end. */
  @Override
  public void close() {
    synchronized (lock) {
      if (!closed) {
        closed = true;
        tasks.add(() -> ended = true);
      }
    }
    if (!isOwnThread()) {
      join();
    }
  }

  private boolean isOwnThread() {
    return Thread.currentThread().threadId() == thread.threadId();
  }

  private void work() {
    while (!ended) {
      try {
        tasks.take().run();
      } catch (InterruptedException e) {
        // A task interrupted its own thread. Other callers may wait for the next tasks: continue.
      }
    }
  }

  /** The cast is safe: a task throws only E or an unchecked exception. */
  @SuppressWarnings("unchecked")
  private static <T, E extends Exception> T await(FutureTask<T> task) throws E {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          if (e.getCause() instanceof Error error) {
            throw error;
          }
          throw (E) e.getCause();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void join() {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
