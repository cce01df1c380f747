package io.github.rulewarden.netlink;

/** The names that error messages give to requests: the types of messages differ by protocol. */
public interface RequestNames {
  /** The name of a type of message; its number, if it has none. */
  String of(int type);
}
