package io.github.rulewarden.netlink;

/** Names of requests in error messages. Message types differ by protocol. */
public interface RequestNames {
  /** Returns the name of a message type, such as {@code RTM_GETRULE}, or {@code "of type 34"}. */
  String of(int type);
}
