/**
 * The only native calls of the program, through {@code java.lang.foreign}: netlink sockets, waiting
 * on several of them, network namespaces, unix datagrams, SIGHUP. 64-bit Linux with the generic
 * error and option numbers (x86-64, aarch64, riscv64).
 *
 * <p>Three habits keep this safe and quick to start:
 *
 * <ul>
 *   <li>every function of the C library is called through one downcall shape, six 64-bit integers
 *       behind the function's address, because each further shape costs milliseconds at start
 *       ({@code Libc}). Variadic functions (open, fcntl, ioctl, syscall) have another calling
 *       convention on some machines and are avoided;
 *   <li>the place where errno is captured belongs to one side of one socket and is guarded by that
 *       side's lock; no two threads share it;
 *   <li>native memory is allocated once with the object and freed by its {@code close()}, which
 *       waits until no call uses it any more.
 * </ul>
 *
 * <p><b>2026-11-20: SIGHUP by signalfd.</b> The JDK's own way, {@code sun.misc.Signal}, is not for
 * programs (a warning that nothing can be said against under {@code --release}), needs another
 * module, and until it is in place SIGHUP ends the process. One that the launcher has blocked costs
 * nothing and is never lost ({@link io.github.rulewarden.netlink.linux.HangupWatch}).
 *
 * <p>The virtual machine has to be started with {@code --enable-native-access} for this package's
 * module.
 */
@NullMarked
package io.github.rulewarden.netlink.linux;

import org.jspecify.annotations.NullMarked;
