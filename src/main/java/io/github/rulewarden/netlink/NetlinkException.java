package io.github.rulewarden.netlink;

/**
 * A failed exchange with the kernel: malformed bytes, or a refusal. Other errors are programming
 * errors and unchecked.
 */
public abstract sealed class NetlinkException extends Exception
    permits MalformedMessageException, KernelException {
  NetlinkException(String message) {
    super(message);
  }
}
