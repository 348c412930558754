package dev.sluice.producer.problem;

import jakarta.validation.ElementKind;
import jakarta.validation.Path;

/** A constraint violation's path as a client would write it: {@code data.headers.X-A}, {@code data.items[2].name}. */
final class FieldName {

    private FieldName() {}

    static String of(String prefix, Path path) {
        StringBuilder name = new StringBuilder(prefix);
        for (Path.Node node : path) {
            if (node.isInIterable() && node.getIndex() != null) {
                name.append('[').append(node.getIndex()).append(']');
            } else if (node.isInIterable() && node.getKey() != null) {
                append(name, node.getKey().toString());
            }
            if (node.getKind() == ElementKind.PROPERTY) {
                append(name, node.getName());
            }
        }
        return name.toString();
    }

    private static void append(StringBuilder name, String part) {
        if (!name.isEmpty()) {
            name.append('.');
        }
        name.append(part);
    }
}
