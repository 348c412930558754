package dev.sluice.catalog.deployment;

import io.quarkus.builder.item.MultiBuildItem;

/** A job type as the catalog has it: its name, the name of its record, and its schema as JSON text. */
public final class JobSchemaBuildItem extends MultiBuildItem {

    private final String type;
    private final String payload;
    private final String schema;

    JobSchemaBuildItem(String type, String payload, String schema) {
        this.type = type;
        this.payload = payload;
        this.schema = schema;
    }

    public String type() {
        return type;
    }

    public String payload() {
        return payload;
    }

    public String schema() {
        return schema;
    }
}
