package io.github.rulewarden.netlink;

/** An attribute of a message ({@code struct nlattr}). */
public interface Attribute {
  /** Appends this attribute, including its header and padding. */
  void write(MessageWriter writer);
}
