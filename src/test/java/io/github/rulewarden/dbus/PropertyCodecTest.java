package io.github.rulewarden.dbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.api.ManagerException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.freedesktop.dbus.types.UInt64;
import org.freedesktop.dbus.types.Variant;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** The words and types of Manager1, there and back. */
class PropertyCodecTest {
  @Test
  void introspectionTellsEveryPropertyAndItsType() throws Exception {
    Map<String, Value> properties = PropertyCodec.properties(FakeManager.IN_ORDER, "1");
    StringBuilder told = new StringBuilder();
    NodeList elements = document(Names.PATH).getElementsByTagName("property");
    for (int i = 0; i < elements.getLength(); i++) {
      Element property = (Element) elements.item(i);
      told.append(property.getAttribute("name") + " " + property.getAttribute("type") + "\n");
    }
    StringBuilder given = new StringBuilder();
    properties.forEach((name, value) -> given.append(name + " " + value.signature() + "\n"));
    assertEquals(given.toString(), told.toString());
  }

  @Test
  void introspectionNamesEveryArgument() throws Exception {
    NodeList arguments = document(Names.PATH).getElementsByTagName("arg");
    assertTrue(arguments.getLength() > 0);
    for (int i = 0; i < arguments.getLength(); i++) {
      assertTrue(!((Element) arguments.item(i)).getAttribute("name").isEmpty());
    }
  }

  /** Busctl and gdbus show what is told; this is the contract's list. */
  @Test
  void introspectionTellsEveryMethodAndSignalOfTheContract() throws Exception {
    StringBuilder told = new StringBuilder();
    Element manager = (Element) document(Names.PATH).getElementsByTagName("interface").item(0);
    for (String kind : List.of("method", "signal")) {
      NodeList members = manager.getElementsByTagName(kind);
      for (int i = 0; i < members.getLength(); i++) {
        Element member = (Element) members.item(i);
        told.append(member.getAttribute("name")).append('(');
        NodeList arguments = member.getElementsByTagName("arg");
        for (int j = 0; j < arguments.getLength(); j++) {
          Element argument = (Element) arguments.item(j);
          told.append(argument.getAttribute("direction").equals("out") ? " -> " : " ")
              .append(argument.getAttribute("type"));
        }
        told.append(" )\n");
      }
    }
    assertEquals(
        """
        ListRules( s s -> aa{sv} )
        Check( -> b -> aa{sv} )
        Plan( -> as )
        History( u -> aa{sv} )
        Metrics( -> s )
        Repair( -> as )
        Undo( -> as )
        Reload( )
        SetMode( s )
        Inverted( s s s )
        Repaired( s s as t )
        Contested( s s s )
        Leak( s s s )
        """,
        told.toString());
  }

  @Test
  void whatChangesSomethingIsMarkedAndNothingElseIs() throws Exception {
    StringBuilder marked = new StringBuilder();
    NodeList annotations = document(Names.PATH).getElementsByTagName("annotation");
    for (int i = 0; i < annotations.getLength(); i++) {
      Element annotation = (Element) annotations.item(i);
      if (annotation.getAttribute("name").equals("org.freedesktop.systemd1.Privileged")) {
        marked.append(((Element) annotation.getParentNode()).getAttribute("name")).append(' ');
      }
    }
    assertEquals("Repair Undo Reload SetMode ", marked.toString());
  }

  @Test
  void everyMemberIsDocumented() throws Exception {
    Element manager = (Element) document(Names.PATH).getElementsByTagName("interface").item(0);
    for (String kind : List.of("property", "method", "signal")) {
      NodeList members = manager.getElementsByTagName(kind);
      for (int i = 0; i < members.getLength(); i++) {
        Element last = (Element) lastElement(members.item(i));
        assertEquals("org.gtk.GDBus.DocString", last.getAttribute("name"));
        assertTrue(last.getAttribute("value").endsWith("."), last.getAttribute("value"));
      }
    }
  }

  private static Node lastElement(Node parent) {
    Node child = parent.getLastChild();
    while (child.getNodeType() != Node.ELEMENT_NODE) {
      child = child.getPreviousSibling();
    }
    return child;
  }

  @Test
  void thePathsAboveTheObjectLeadToIt() throws Exception {
    String path = "/";
    for (String step : List.of("io", "github", "rulewarden")) {
      assertTrue(Introspection.knows(path));
      Element child = (Element) document(path).getDocumentElement().getFirstChild();
      assertEquals(step, child.getAttribute("name"));
      path = path.equals("/") ? "/" + step : path + "/" + step;
    }
    assertEquals(Names.PATH, path);
    for (String elsewhere : List.of("/io/git", "/i", "/io/github/rulewarden/x", "/other")) {
      assertTrue(!Introspection.knows(elsewhere), elsewhere);
    }
  }

  @Test
  void onlyWhatIsNotAsBeforeHasChanged() {
    Map<String, Value> before = PropertyCodec.properties(FakeManager.IN_ORDER, "1");
    assertEquals(
        Map.of(),
        PropertyCodec.changed(before, PropertyCodec.properties(FakeManager.IN_ORDER, "1")));
    assertEquals(
        Map.of("Version", new Value.Text("2")),
        PropertyCodec.changed(before, PropertyCodec.properties(FakeManager.IN_ORDER, "2")));
    assertEquals(before, PropertyCodec.changed(Map.of(), before));
  }

  @Test
  void anAnswerOfAnotherVersionIsExplained() {
    assertStrange("State is 'sleepy'", Map.of("Namespaces", list(), "State", text("sleepy")));
    assertStrange("State is missing", Map.of("Namespaces", list()));
    assertStrange(
        "State is no text",
        Map.of("Namespaces", list(), "State", new Variant<>(new UInt64(1), "t")));
    assertStrange("Namespaces is no list", Map.of("Namespaces", text("none")));
    assertStrange("7", 7);
  }

  private static void assertStrange(String expected, Object answer) {
    ManagerException failure =
        assertThrows(ManagerException.class, () -> ReplyDecoder.status(new Object[] {answer}));
    assertEquals(
        "The daemon answered what this program does not understand ("
            + expected
            + "). If it is of another version, restart it with `systemctl restart rulewarden`.",
        failure.getMessage());
  }

  private static Variant<?> text(String text) {
    return new Variant<>(text, "s");
  }

  private static Variant<?> list() {
    return new Variant<>(List.of(), "aa{sv}");
  }

  /** Without the document type, which would be fetched. */
  private static Document document(String path) throws Exception {
    String xml = Introspection.of(path);
    String nodes = xml.substring(xml.indexOf("<node>"));
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(nodes.getBytes(StandardCharsets.UTF_8)));
  }
}
