package io.github.rulewarden.netlink.route;

/** The kernel's numbers for an address's attributes ({@code linux/if_addr.h}). */
final class AddressNumbers {
  static final int IFA_ADDRESS = 1;
  static final int IFA_LOCAL = 2;

  private AddressNumbers() {}
}
