/**
 * All native calls of the program, through {@code java.lang.foreign}: netlink sockets, waiting on
 * several of them, network namespaces, unix datagrams, SIGHUP. 64-bit Linux with the generic error
 * and option numbers (x86-64, aarch64, riscv64).
 *
 * <p>Three rules keep this safe and fast to start:
 *
 * <ul>
 *   <li>all functions of the C library are called through one downcall shape: the function's
 *       address and six 64-bit integers. Each further shape would cost milliseconds at start
 *       ({@code Libc}). Variadic functions (open, fcntl, ioctl, syscall) are not used, because they
 *       have another calling convention on some machines;
 *   <li>each side of a socket has its own memory for errno, guarded by that side's lock; no two
 *       threads share it;
 *   <li>native memory is allocated once with the object and freed by its {@code close()}, which
 *       waits for calls in progress.
 * </ul>
 *
 * <p><b>2026-11-20: SIGHUP by signalfd.</b> The JDK's own {@code sun.misc.Signal} is not a public
 * API (its warning cannot be disabled under {@code --release}), it needs another module, and SIGHUP
 * ends the process until the handler is registered. A SIGHUP that the launcher has blocked costs
 * nothing and is never lost ({@link io.github.rulewarden.netlink.linux.HangupWatch}).
 *
 * <p>The virtual machine requires {@code --enable-native-access} for this package's module.
 */
@NullMarked
package io.github.rulewarden.netlink.linux;

import org.jspecify.annotations.NullMarked;
