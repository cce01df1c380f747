package io.github.rulewarden.doctor.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rulewarden.doctor.FixtureHost;
import io.github.rulewarden.doctor.systemd.Unit.Presence;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Units are loaded as described in systemd.unit(5). */
class UnitsTest {
  @TempDir private Path root;

  @Test
  void theFirstPlaceHidesTheOthers() {
    Units units =
        units(
            """
            == file /etc/systemd/system/a.service
            [Unit]
            After=etc.service
            == file /run/systemd/system/a.service
            [Unit]
            After=run.service
            == file /usr/lib/systemd/system/a.service
            [Unit]
            After=usr.service
            """);

    assertEquals(List.of("etc.service"), units.unit("a.service").names("After"));
  }

  @Test
  void anInstanceIsLoadedFromItsTemplateAndKnowsItsName() {
    Units units =
        units(
            """
            == file /usr/lib/systemd/system/wg-quick@.service
            [Unit]
            After=net.target %p-%i.service %N.path %n
            """);

    assertEquals(
        List.of("net.target", "wg-quick-wg0.service", "wg-quick@wg0.path", "wg-quick@wg0.service"),
        units.unit("wg-quick@wg0.service").names("After"));
  }

  @Test
  void anInstancesOwnFileHidesTheTemplateWhereverItIs() {
    Units units =
        units(
            """
            == file /etc/systemd/system/wg-quick@.service
            [Unit]
            After=template.service
            == file /usr/lib/systemd/system/wg-quick@wg0.service
            [Unit]
            After=instance.service
            """);

    assertEquals(List.of("instance.service"), units.unit("wg-quick@wg0.service").names("After"));
  }

  @Test
  void dropInsComeInTheOrderOfTheirNames() {
    Units units =
        units(
            """
            == file /usr/lib/systemd/system/wg-quick@.service
            [Unit]
            After=0
            == file /usr/lib/systemd/system/wg-quick@.service.d/20-b.conf
            [Unit]
            After=3
            == file /etc/systemd/system/wg-quick@wg0.service.d/10-a.conf
            [Unit]
            After=2
            == file /etc/systemd/system/wg-.service.d/30-c.conf
            [Unit]
            After=4
            == file /etc/systemd/system/service.d/05-z.conf
            [Unit]
            After=1
            == file /etc/systemd/system/wg-quick@wg1.service.d/10-other.conf
            [Unit]
            After=nobody
            == file /etc/systemd/system/wg-quick@wg0.service.d/README
            [Unit]
            After=nobody
            """);

    assertEquals(
        List.of("0", "1", "2", "3", "4"), units.unit("wg-quick@wg0.service").names("After"));
  }

  @Test
  void aDropInHidesThoseOfTheSameNameFurtherBack() {
    Units units =
        units(
            """
            == file /usr/lib/systemd/system/a.service
            [Unit]
            == file /usr/lib/systemd/system/a.service.d/x.conf
            [Unit]
            After=hidden.service
            == file /etc/systemd/system/a.service.d/x.conf
            [Unit]
            After=seen.service
            == file /usr/lib/systemd/system/a.service.d/y.conf
            [Unit]
            After=masked.service
            == link /run/systemd/system/a.service.d/y.conf /dev/null
            """);

    assertEquals(List.of("seen.service"), units.unit("a.service").names("After"));
  }

  /** systemd.unit(5): dependencies cannot be reset to an empty list. */
  @Test
  void anEmptyAssignmentTakesNoDependencyBack() {
    Units units =
        units(
            """
            == file /usr/lib/systemd/system/a.service
            [Unit]
            After=b.service
            == file /etc/systemd/system/a.service.d/x.conf
            [Unit]
            After=
            After=c.service
            """);

    assertEquals(List.of("b.service", "c.service"), units.unit("a.service").names("After"));
  }

  @Test
  void aLinkToNowhereAndAnEmptyFileMask() {
    Units units =
        units(
            """
            == link /etc/systemd/system/a.service /dev/null
            == file /usr/lib/systemd/system/a.service
            [Unit]
            == file /etc/systemd/system/b.service
            == file /usr/lib/systemd/system/b.service
            [Unit]
            """);

    assertEquals(Presence.MASKED, units.unit("a.service").presence());
    assertEquals(Presence.MASKED, units.unit("b.service").presence());
    assertEquals(Presence.ABSENT, units.unit("c.service").presence());
  }

  @Test
  void whatIsWantedIsEnabled() {
    Units units =
        units(
            """
            == link /etc/systemd/system/multi-user.target.wants/a.service /lib/systemd/system/a.service
            == link /usr/lib/systemd/system/b.target.requires/c.service ../c.service
            == link /usr/lib/systemd/system/b.target.wants/d.service ../d.service
            == link /etc/systemd/system/b.target.wants/d.service /dev/null
            """);

    assertEquals(Set.of("a.service", "c.service"), units.wanted());
  }

  @Test
  void linesMayBeContinuedAndCommentedOut() {
    List<Assignment> assignments =
        Assignment.parse(
            "x",
            """
            # comment
            [Unit]
            After = a.service \\
            # within
              b.service
            ;Before=c.service
            [Install]
            WantedBy=d.target
            nonsense
            """);

    assertEquals(
        List.of(
            new Assignment("x", 3, "Unit", "After", "a.service  b.service"),
            new Assignment("x", 8, "Install", "WantedBy", "d.target")),
        assignments);
  }

  private Units units(String text) {
    return new Units(new FixtureHost(root).add(text).host().files());
  }
}
