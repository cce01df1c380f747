package io.github.rulewarden.netlink;

/** The names that error messages give to requests: the types of messages differ by protocol. */
public interface RequestNames {
  /** The name of a message type, such as {@code RTM_GETRULE}; else {@code "of type 34"}. */
  String of(int type);
}
