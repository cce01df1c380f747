package io.github.rulewarden.dbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.EntityResolver;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** The installed files are valid and consistent with each other. */
class InstalledFilesIT {
  private static final Path ACTIVATION = Path.of("packaging/dbus/io.github.rulewarden.service");
  private static final Path UNIT = Path.of("systemd/rulewarden.service");

  /** The document types of Debian's libdbus-1-dev and polkitd, by their public names. */
  private static final Map<String, Path> TYPES =
      Map.of(
          "-//freedesktop//DTD D-BUS Object Introspection 1.0//EN",
          Path.of("/usr/share/xml/dbus-1/introspect.dtd"),
          "-//freedesktop//DTD PolicyKit Policy Configuration 1.0//EN",
          Path.of("/usr/share/polkit-1/policyconfig-1.dtd"));

  @Test
  void thePolkitPolicyIsValid() throws Exception {
    validate(Files.readString(Path.of("packaging/polkit/io.github.rulewarden.policy")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/io", "/io/github", Names.PATH})
  void theIntrospectionDataIsValid(String path) throws Exception {
    validate(Introspection.of(path));
  }

  @Test
  void anInvalidDocumentIsDetected() {
    String wrong = Introspection.of(Names.PATH).replaceFirst(" type=\"s\"", "");
    assertThrows(SAXParseException.class, () -> validate(wrong));
  }

  /** The bus sends systemd the name of a unit, which exists where the unit is enabled. */
  @Test
  void activationStartsTheUnitByItsAlias() throws Exception {
    Map<String, String> activation = keys(ACTIVATION);
    Map<String, String> unit = keys(UNIT);
    assertEquals(Names.SERVICE, activation.get("Name"));
    assertEquals(Names.SERVICE, unit.get("BusName"));
    assertEquals(unit.get("Alias"), activation.get("SystemdService"));
  }

  private static void validate(String document) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setValidating(true);
    DocumentBuilder builder = factory.newDocumentBuilder();
    builder.setEntityResolver(new Types());
    builder.setErrorHandler(new Strict());
    builder.parse(new InputSource(new StringReader(document)));
  }

  /** The keys of an ini file whose sections have no key in common. */
  private static Map<String, String> keys(Path file) throws IOException {
    Map<String, String> keys = new TreeMap<>();
    for (String line : Files.readAllLines(file)) {
      int sign = line.indexOf('=');
      if (sign > 0 && !line.startsWith("#")) {
        keys.put(line.substring(0, sign), line.substring(sign + 1));
      }
    }
    return keys;
  }

  private static final class Types implements EntityResolver {
    @Override
    public InputSource resolveEntity(String publicId, String systemId) throws IOException {
      Path type = TYPES.get(publicId);
      if (type == null) {
        throw new IOException("document type " + publicId + " is unknown here");
      }
      return new InputSource(new StringReader(Files.readString(type)));
    }
  }

  private static final class Strict implements ErrorHandler {
    @Override
    public void warning(SAXParseException e) throws SAXException {
      throw e;
    }

    @Override
    public void error(SAXParseException e) throws SAXException {
      throw e;
    }

    @Override
    public void fatalError(SAXParseException e) throws SAXException {
      throw e;
    }
  }
}
