package dev.sluice.catalog.deployment.schema;

import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Derives the JSON Schema (2020-12) of a payload from its record, the record's constraints and Jackson's annotations.
 * What the schema says is what binding and validation do: unknown properties are forbidden, primitives are required, and what is
 * not required may be {@code null}. What it cannot say so, it refuses.
 */
public final class PayloadSchemas {

    private final ObjectMapper mapper = new ObjectMapper();

    /**
     * The schema as JSON text. A type that occurs twice stands under {@code $defs}, any other in its place.
     *
     * @throws UndescribedException if the record, or one in it, has what cannot be described
     */
    public String of(Class<?> payload) {
        return new RecordWalk(payload, mapper).schema().toString();
    }
}
