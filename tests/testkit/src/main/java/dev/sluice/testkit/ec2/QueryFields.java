package dev.sluice.testkit.ec2;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;

/**
 * Requests and answers of AWS' query protocol, from and to the SDK's model classes. Names and nesting are those that the
 * classes tell, so that the SDK's client and this cannot drift apart unnoticed. Knows the types that Auto Scaling's
 * instances need: text, numbers, truth values, structures, and lists of those.
 */
final class QueryFields {

    private QueryFields() {}

    /**
     * Fills a request's builder with what a form says.
     *
     * @throws IllegalArgumentException if the form has a parameter that the request has not
     */
    static void read(Map<String, String> form, SdkPojo builder) {
        TreeSet<String> unknown = new TreeSet<>(form.keySet());
        unknown.removeAll(List.of("Action", "Version"));
        for (SdkField<?> field : builder.sdkFields()) {
            Object value = read(form, field.locationName(), field, unknown);
            if (value != null) {
                field.set(builder, value);
            }
        }
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("Unknown parameters: " + unknown);
        }
    }

    private static Object read(Map<String, String> form, String name, SdkField<?> field, TreeSet<String> unknown) {
        if (field.marshallingType().equals(MarshallingType.LIST)) {
            SdkField<?> member = field.getRequiredTrait(ListTrait.class).memberFieldInfo();
            List<Object> members = new ArrayList<>();
            for (int i = 1; form.containsKey(name + ".member." + i); i++) {
                members.add(read(form, name + ".member." + i, member, unknown));
            }
            return members.isEmpty() ? null : members;
        }
        unknown.remove(name);
        String text = form.get(name);
        return text == null ? null : value(field, text);
    }

    private static Object value(SdkField<?> field, String text) {
        if (field.marshallingType().equals(MarshallingType.STRING)) {
            return text;
        }
        if (field.marshallingType().equals(MarshallingType.BOOLEAN)) {
            return Boolean.valueOf(text);
        }
        if (field.marshallingType().equals(MarshallingType.INTEGER)) {
            return Integer.valueOf(text);
        }
        throw new IllegalArgumentException("No reading of " + field.memberName());
    }

    /** Writes the elements of a structure. */
    static void write(SdkPojo structure, XMLStreamWriter xml) throws XMLStreamException {
        for (SdkField<?> field : structure.sdkFields()) {
            Object value = field.getValueOrDefault(structure);
            if (value != null) {
                xml.writeStartElement(field.unmarshallLocationName());
                writeValue(value, xml);
                xml.writeEndElement();
            }
        }
    }

    private static void writeValue(Object value, XMLStreamWriter xml) throws XMLStreamException {
        switch (value) {
            case SdkPojo structure -> write(structure, xml);
            case List<?> members -> {
                for (Object member : members) {
                    xml.writeStartElement("member");
                    writeValue(member, xml);
                    xml.writeEndElement();
                }
            }
            default -> xml.writeCharacters(value.toString());
        }
    }
}
