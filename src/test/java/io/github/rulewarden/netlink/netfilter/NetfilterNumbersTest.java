package io.github.rulewarden.netlink.netfilter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rulewarden.netlink.KernelHeader;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Compares our numbers with the kernel's headers on this machine. */
class NetfilterNumbersTest {
  @Test
  void equalTheKernels() throws IOException, ReflectiveOperationException {
    Map<String, Integer> kernel = kernel();
    assertEquals(List.of(), KernelHeader.compare(kernel, NetfilterNumbers.class));
    assertEquals(kernel.get("NFT_META_MARK"), (int) Operation.META_MARK);
    assertEquals(kernel.get("NFT_PAYLOAD_NETWORK_HEADER"), (int) Operation.NETWORK_HEADER);
    assertEquals(kernel.get("NFT_CMP_EQ"), (int) Operation.EQUAL);
  }

  @Test
  void familiesEqualTheKernels() throws IOException {
    Map<String, Integer> kernel = KernelHeader.read("netfilter.h");
    assertEquals(kernel.get("NFPROTO_IPV4"), TableFamily.IPV4.number());
    assertEquals(kernel.get("NFPROTO_IPV6"), TableFamily.IPV6.number());
  }

  private static Map<String, Integer> kernel() throws IOException {
    Map<String, Integer> kernel = new HashMap<>();
    kernel.putAll(KernelHeader.read("netfilter/nfnetlink.h"));
    kernel.putAll(KernelHeader.read("netfilter/nf_tables.h"));
    kernel.putAll(KernelHeader.read("netfilter/nf_tables_compat.h"));
    return kernel;
  }
}
