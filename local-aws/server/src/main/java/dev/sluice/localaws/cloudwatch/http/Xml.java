package dev.sluice.localaws.cloudwatch.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

import com.fasterxml.jackson.databind.JsonNode;

/** Trees as the XML of the Query protocol: a list has members, a map has entries. */
public final class Xml {

    private static final String NAMESPACE = "http://monitoring.amazonaws.com/doc/2010-08-01/";

    /** By name, since a tree does not tell a map from a structure. */
    private static final Set<String> MAPS = Set.of("ExtendedStatistics");

    private static final Pattern NOT_IN_XML =
            Pattern.compile("[^\\t\\n\\r -\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]");

    private final XMLStreamWriter writer;

    private Xml(XMLStreamWriter writer) {
        this.writer = writer;
    }

    static byte[] write(String name, JsonNode content) {
        return write(NAMESPACE, name, content);
    }

    /** The answer of any service that speaks this protocol. */
    public static byte[] write(String namespace, String name, JsonNode content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            XMLStreamWriter writer =
                    XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
            writer.writeStartElement(name);
            writer.writeDefaultNamespace(namespace);
            new Xml(writer).write(content);
            writer.writeEndElement();
            writer.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }

    private void write(JsonNode node) throws XMLStreamException {
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                if (MAPS.contains(field.getKey())) {
                    element(field.getKey(), () -> writeEntries(field.getValue()));
                } else {
                    element(field.getKey(), () -> write(field.getValue()));
                }
            }
        } else if (node.isArray()) {
            for (JsonNode member : node) {
                element("member", () -> write(member));
            }
        } else {
            writer.writeCharacters(NOT_IN_XML.matcher(node.asText()).replaceAll("\uFFFD"));
        }
    }

    private void writeEntries(JsonNode map) throws XMLStreamException {
        for (Map.Entry<String, JsonNode> field : map.properties()) {
            element("entry", () -> {
                element("key", () -> writer.writeCharacters(field.getKey()));
                element("value", () -> write(field.getValue()));
            });
        }
    }

    private void element(String name, Content content) throws XMLStreamException {
        writer.writeStartElement(name);
        content.write();
        writer.writeEndElement();
    }

    @FunctionalInterface
    private interface Content {

        void write() throws XMLStreamException;
    }
}
