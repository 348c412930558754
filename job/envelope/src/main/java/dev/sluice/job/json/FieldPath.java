package dev.sluice.job.json;

import java.util.List;

import jakarta.validation.ElementKind;
import jakarta.validation.Path;

import com.fasterxml.jackson.databind.JsonMappingException;

import dev.sluice.job.OneLine;

/**
 * Names a field of a payload the way a client wrote it, for error messages: {@code url}, {@code headers.X-A},
 * {@code items[2].name}. Both halves of validation, binding and constraints, name fields through here, so a client
 * sees one notation.
 */
public final class FieldPath {

    /** A name is a client's text: longer ones are cut so that an error stays one short line. */
    private static final int MAX_NAME_LENGTH = 100;

    /** Names may be nested 200 deep. */
    private static final int MAX_PATH_LENGTH = 300;

    private FieldPath() {}

    /** The field where a constraint was violated; empty for a constraint on the payload as a whole. */
    public static String of(Path path) {
        var text = new StringBuilder();
        for (Path.Node node : path) {
            if (node.getIndex() != null) {
                appendIndex(text, node.getIndex());
            } else if (node.getKey() != null) {
                appendName(text, node.getKey().toString());
            }
            if (node.getKind() == ElementKind.PROPERTY) {
                appendName(text, node.getName());
            }
        }
        return OneLine.of(text.toString(), MAX_PATH_LENGTH);
    }

    static String of(List<JsonMappingException.Reference> path) {
        var text = new StringBuilder();
        for (JsonMappingException.Reference reference : path) {
            if (reference.getFieldName() != null) {
                appendName(text, reference.getFieldName());
            } else {
                appendIndex(text, reference.getIndex());
            }
        }
        return OneLine.of(text.toString(), MAX_PATH_LENGTH);
    }

    private static void appendName(StringBuilder text, String name) {
        if (!text.isEmpty()) {
            text.append('.');
        }
        text.append(OneLine.of(name, MAX_NAME_LENGTH));
    }

    private static void appendIndex(StringBuilder text, int index) {
        text.append('[').append(index).append(']');
    }
}
