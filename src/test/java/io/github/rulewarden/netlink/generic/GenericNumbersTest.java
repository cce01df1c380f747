package io.github.rulewarden.netlink.generic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rulewarden.netlink.KernelHeader;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GenericNumbersTest {
  @Test
  void areTheKernels() throws IOException, ReflectiveOperationException {
    Map<String, Integer> kernel = new HashMap<>(KernelHeader.read("netlink.h"));
    kernel.putAll(KernelHeader.read("genetlink.h"));
    kernel.putAll(KernelHeader.read("wireguard.h"));
    // The header defines it as another name.
    kernel.put("GENL_ID_CTRL", kernel.get("NLMSG_MIN_TYPE"));
    assertEquals(List.of(), KernelHeader.compare(kernel, GenericNumbers.class));
  }
}
