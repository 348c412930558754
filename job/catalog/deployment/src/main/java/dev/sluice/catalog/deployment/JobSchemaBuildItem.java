package dev.sluice.catalog.deployment;

import io.quarkus.builder.item.MultiBuildItem;

/** A job type as the catalog has it: its name, the name of its record, and its schema as JSON text. */
final class JobSchemaBuildItem extends MultiBuildItem {

    private final String type;
    private final String payload;
    private final String schema;

    JobSchemaBuildItem(String type, String payload, String schema) {
        this.type = type;
        this.payload = payload;
        this.schema = schema;
    }

    String type() {
        return type;
    }

    String payload() {
        return payload;
    }

    String schema() {
        return schema;
    }
}
