package io.github.rulewarden.netlink;

/**
 * What can go wrong on the way to and from the kernel: bytes that make no sense, or a refusal.
 * Anything else is a programming error and unchecked.
 */
public abstract sealed class NetlinkException extends Exception
    permits MalformedMessageException, KernelException {
  NetlinkException(String message) {
    super(message);
  }
}
