package dev.sluice.catalog.deployment.schema;

import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;

/** Where in a record something stands, for the one who has to change it. */
record Place(RecordComponent component, AnnotatedType type) {

    UndescribedException refused(String why) {
        return new UndescribedException("%s.%s (%s): %s"
                .formatted(
                        component.getDeclaringRecord().getName(),
                        component.getName(),
                        type.getType().getTypeName(),
                        why));
    }

    Place at(AnnotatedType inner) {
        return new Place(component, inner);
    }
}
