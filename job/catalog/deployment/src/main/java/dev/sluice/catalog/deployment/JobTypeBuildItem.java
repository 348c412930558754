package dev.sluice.catalog.deployment;

import io.quarkus.builder.item.MultiBuildItem;
import org.jboss.jandex.ClassInfo;

/** A job type that was found, with the record that is its payload. */
final class JobTypeBuildItem extends MultiBuildItem {

    private final String type;
    private final ClassInfo payload;

    JobTypeBuildItem(String type, ClassInfo payload) {
        this.type = type;
        this.payload = payload;
    }

    String type() {
        return type;
    }

    ClassInfo payload() {
        return payload;
    }
}
