package dev.sluice.job.json.binding;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedMethod;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;

/**
 * A record is made by its canonical constructor. Jackson also counts static methods that are called {@code valueOf} or {@code
 * fromString}, and refuses a record that has both.
 */
final class RecordCreators extends JacksonAnnotationIntrospector {

    private static final long serialVersionUID = 1L;

    @Override
    public JsonCreator.Mode findCreatorAnnotation(MapperConfig<?> config, Annotated candidate) {
        JsonCreator.Mode mode = super.findCreatorAnnotation(config, candidate);
        boolean ofARecord = candidate instanceof AnnotatedMethod method
                && method.getDeclaringClass().isRecord();
        return mode == null && ofARecord ? JsonCreator.Mode.DISABLED : mode;
    }
}
