package io.github.rulewarden.dbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rulewarden.api.ManagerException;
import io.github.rulewarden.dbus.protocol.Value;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** The names and types of Manager1, encoded and decoded. */
class PropertyCodecTest {
  @Test
  void introspectionHasEveryPropertyAndItsType() throws Exception {
    Map<String, Value> properties = PropertyCodec.properties(FakeManager.IN_ORDER, "1");
    StringBuilder introspected = new StringBuilder();
    NodeList elements = document(Names.PATH).getElementsByTagName("property");
    for (int i = 0; i < elements.getLength(); i++) {
      Element property = (Element) elements.item(i);
      introspected.append(
          property.getAttribute("name") + " " + property.getAttribute("type") + "\n");
    }
    StringBuilder encoded = new StringBuilder();
    properties.forEach((name, value) -> encoded.append(name + " " + value.signature() + "\n"));
    assertEquals(encoded.toString(), introspected.toString());
  }

  @Test
  void introspectionNamesEveryArgument() throws Exception {
    NodeList arguments = document(Names.PATH).getElementsByTagName("arg");
    assertTrue(arguments.getLength() > 0);
    for (int i = 0; i < arguments.getLength(); i++) {
      assertTrue(!((Element) arguments.item(i)).getAttribute("name").isEmpty());
    }
  }

  /** busctl and gdbus show this list of the contract. */
  @Test
  void introspectionHasEveryMethodAndSignalOfTheContract() throws Exception {
    StringBuilder introspected = new StringBuilder();
    Element manager = (Element) document(Names.PATH).getElementsByTagName("interface").item(0);
    for (String kind : List.of("method", "signal")) {
      NodeList members = manager.getElementsByTagName(kind);
      for (int i = 0; i < members.getLength(); i++) {
        Element member = (Element) members.item(i);
        introspected.append(member.getAttribute("name")).append('(');
        NodeList arguments = member.getElementsByTagName("arg");
        for (int j = 0; j < arguments.getLength(); j++) {
          Element argument = (Element) arguments.item(j);
          introspected
              .append(argument.getAttribute("direction").equals("out") ? " -> " : " ")
              .append(argument.getAttribute("type"));
        }
        introspected.append(" )\n");
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
        introspected.toString());
  }

  @Test
  void onlyMethodsThatChangeSomethingAreMarkedPrivileged() throws Exception {
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
  void thePathsAboveTheObjectAreIntrospectable() throws Exception {
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
  void onlyPropertiesThatDifferHaveChanged() {
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
  void aReplyOfAnotherVersionIsExplained() {
    assertUnexpected("State is 'sleepy'", Map.of("Namespaces", list(), "State", text("sleepy")));
    assertUnexpected("State is missing", Map.of("Namespaces", list()));
    assertUnexpected(
        "State is no text", Map.of("Namespaces", list(), "State", new Value.Unsigned64(1)));
    assertUnexpected("Namespaces is no list", Map.of("Namespaces", text("none")));
    assertUnexpected("7", new Value.Unsigned64(7));
  }

  private static void assertUnexpected(String expected, Map<String, Value> properties) {
    assertUnexpected(expected, new Value.Dictionary(properties));
  }

  private static void assertUnexpected(String expected, Value reply) {
    ManagerException failure =
        assertThrows(ManagerException.class, () -> ReplyDecoder.status(List.of(reply)));
    assertEquals(
        "The daemon sent a reply that this program does not understand ("
            + expected
            + "). If its version differs, restart it with `systemctl restart rulewarden`.",
        failure.getMessage());
  }

  private static Value text(String text) {
    return new Value.Text(text);
  }

  private static Value list() {
    return new Value.Dictionaries(List.of());
  }

  /** Parses without the document type, which the parser would download. */
  private static Document document(String path) throws Exception {
    String xml = Introspection.of(path);
    String nodes = xml.substring(xml.indexOf("<node>"));
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(nodes.getBytes(StandardCharsets.UTF_8)));
  }
}
