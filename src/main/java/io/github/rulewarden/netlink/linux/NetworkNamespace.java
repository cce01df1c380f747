package io.github.rulewarden.netlink.linux;

import io.github.rulewarden.netlink.KernelException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A network namespace ({@code man 7 network_namespaces}) and the one thread that lives in it.
 * Sockets opened and processes started by that thread belong to the namespace, and stay there.
 *
 * <p>The thread is a platform thread: a virtual one would carry the namespace to whatever runs next
 * on its carrier. It is a daemon thread, so that a forgotten namespace does not keep the program
 * alive.
 *
 * <p>Only the network is another one: files stay the same, so {@code /sys/class/net} still shows
 * the first namespace; {@code /proc/thread-self/net} shows this one.
 */
public final class NetworkNamespace implements AutoCloseable {
  /** Something to do in the namespace. */
  @FunctionalInterface
  public interface Work<T, E extends Exception> {
    /** Does it. */
    T run() throws E;
  }

  private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
  private final Object lock = new Object();
  private final Thread thread;
  private final NamespaceIdentity identity;
  private boolean closed;

  /** For the namespace's thread alone. */
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
   * Makes a namespace without a name. It is gone when it is closed and the last socket and process
   * in it has ended. Its only link, {@code lo}, is down.
   *
   * @throws KernelException EPERM without CAP_SYS_ADMIN
   */
  public static NetworkNamespace create() throws KernelException {
    return new NetworkNamespace("unnamed", NamespaceEntrance::create);
  }

  /**
   * Enters the namespace that {@code ip netns add NAME} made.
   *
   * @throws KernelException ENOENT if there is none; EPERM without CAP_SYS_ADMIN; EINVAL if the
   *     file is no network namespace
   * @throws IllegalArgumentException if {@code name} cannot be the name of a namespace
   */
  public static NetworkNamespace named(String name) throws KernelException {
    String path = NamespaceEntrance.path(name);
    return new NetworkNamespace(name, () -> NamespaceEntrance.enter(path));
  }

  /** Which namespace this is, as the kernel tells them apart. */
  public NamespaceIdentity identity() {
    return identity;
  }

  /**
   * Runs {@code work} on the namespace's thread and waits for it; what it throws is thrown here. An
   * interrupt of the waiting thread is kept until the work is done.
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

  /** Ends the thread once it has done what it was given, and waits for its end. */
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
        // The work interrupted its own thread. Somebody may wait for the next one: go on.
      }
    }
  }

  /** What {@code work} throws is an E or unchecked: nothing else can come out of it. */
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
