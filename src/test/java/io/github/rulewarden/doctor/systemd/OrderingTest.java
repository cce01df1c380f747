package io.github.rulewarden.doctor.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rulewarden.doctor.FixtureHost;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Specifies which of two units starts later at boot, and which lines order them. */
class OrderingTest {
  @TempDir private Path root;

  @Test
  void nothingOrdersThemByItself() {
    assertOrder("", "");
  }

  @Test
  void afterOfTheLaterOne() {
    assertOrder("After=b.service", "", "a.service", "b.service");
  }

  @Test
  void beforeOfTheEarlierOne() {
    assertOrder("", "Before=a.service", "a.service", "b.service");
  }

  @Test
  void byWayOfATargetThatIsReached() {
    assertOrder(
        "After=meet.target\nWants=meet.target",
        "Before=meet.target",
        "a.service",
        "meet.target",
        "b.service");
  }

  @Test
  void notByWayOfATargetThatNobodyWants() {
    assertOrder("After=meet.target", "Before=meet.target");
  }

  @Test
  void byWayOfSomebodyElseWhoIsEnabled() {
    add(
        """
        == file /etc/systemd/system/between.service
        [Unit]
        After=b.service
        Before=a.service
        == link /etc/systemd/system/multi-user.target.wants/between.service ../between.service
        """);
    assertOrder("", "", "a.service", "between.service", "b.service");
  }

  @Test
  void notByWayOfSomebodyElseWhoIsNot() {
    add(
        """
        == file /etc/systemd/system/between.service
        [Unit]
        After=b.service
        Before=a.service
        """);
    assertOrder("", "");
  }

  @Test
  void aTargetIsReachedWhenWhatItWantsHasStarted() {
    add(
        """
        == file /etc/systemd/system/group.target
        [Unit]
        == link /etc/systemd/system/group.target.wants/b.service ../b.service
        """);
    assertOrder(
        "After=group.target\nWants=group.target", "", "a.service", "group.target", "b.service");
  }

  @Test
  void unlessThatIsToStartBehindIt() {
    add(
        """
        == file /etc/systemd/system/group.target
        [Unit]
        == link /etc/systemd/system/group.target.wants/b.service ../b.service
        """);
    assertOrder("After=group.target\nWants=group.target", "After=group.target");
  }

  @Test
  void anEarlyServiceIsBeforeAnOrdinaryOne() {
    assertOrder(
        "",
        "DefaultDependencies=no\nBefore=sysinit.target",
        "a.service",
        "sysinit.target",
        "b.service");
  }

  @Test
  void theShortestChainIsTold() {
    assertOrder(
        "After=meet.target b.service\nWants=meet.target",
        "Before=meet.target",
        "a.service",
        "b.service");
  }

  /** Asserts the chain from a to b. */
  private void assertOrder(String ofA, String ofB, String... chain) {
    add("== file /etc/systemd/system/a.service\n[Unit]\n" + ofA + "\n[Service]\nType=oneshot\n");
    add("== file /etc/systemd/system/b.service\n[Unit]\n" + ofB + "\n[Service]\nType=oneshot\n");
    add("== file /usr/lib/systemd/system/meet.target\n[Unit]\nDescription=x\n");
    add("== link /etc/systemd/system/multi-user.target.wants/a.service ../a.service\n");
    add("== link /etc/systemd/system/multi-user.target.wants/b.service ../b.service\n");
    Ordering ordering = new Ordering(new Units(new FixtureHost(root).host().files()));
    StringBuilder actual = new StringBuilder();
    ordering
        .chain("a.service", "b.service")
        .ifPresent(links -> {
          actual.append("a.service");
          links.forEach(link -> actual.append(' ').append(link.earlier()));
        });
    assertEquals(String.join(" ", chain), actual.toString());
  }

  private void add(String text) {
    new FixtureHost(root).add(text);
  }
}
