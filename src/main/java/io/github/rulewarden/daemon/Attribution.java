package io.github.rulewarden.daemon;

/** Tells who is behind a netlink port id, as far as it can be told. */
public interface Attribution {
  /** Such as {@code wg-quick (pid 812)}; empty if the port id says nothing. */
  String describe(int portId);
}
