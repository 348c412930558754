package dev.sluice.job.json.binding;

import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.ArrayType;
import com.fasterxml.jackson.databind.type.CollectionType;
import com.fasterxml.jackson.databind.type.MapType;

/** One of Jackson's readers with a check of ours around it, and how such checks get to the readers that need them. */
abstract class CheckedReader extends DelegatingDeserializer {

    private static final long serialVersionUID = 1L;

    private final transient UnaryOperator<JsonDeserializer<?>> check;

    /** @param check puts this check around another reader */
    CheckedReader(JsonDeserializer<?> reader, UnaryOperator<JsonDeserializer<?>> check) {
        super(reader);
        this.check = check;
    }

    @Override
    protected final JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> reader) {
        return check.apply(reader);
    }

    /**
     * A module of Jackson's that puts a check around readers of values and of records.
     *
     * @param check gives the reader itself where there is nothing to check
     */
    static Module ofValues(String name, BiFunction<Class<?>, JsonDeserializer<?>, JsonDeserializer<?>> check) {
        return new SimpleModule(name).setDeserializerModifier(new BeanDeserializerModifier() {
            @Override
            public JsonDeserializer<?> modifyDeserializer(
                    DeserializationConfig config, BeanDescription type, JsonDeserializer<?> reader) {
                return check.apply(type.getBeanClass(), reader);
            }
        });
    }

    /** The same for readers of maps, collections and arrays. */
    static Module ofContainers(String name, BiFunction<JavaType, JsonDeserializer<?>, JsonDeserializer<?>> check) {
        return new SimpleModule(name).setDeserializerModifier(new BeanDeserializerModifier() {
            @Override
            public JsonDeserializer<?> modifyMapDeserializer(
                    DeserializationConfig config, MapType type, BeanDescription map, JsonDeserializer<?> reader) {
                return check.apply(type, reader);
            }

            @Override
            public JsonDeserializer<?> modifyCollectionDeserializer(
                    DeserializationConfig config,
                    CollectionType type,
                    BeanDescription collection,
                    JsonDeserializer<?> reader) {
                return check.apply(type, reader);
            }

            @Override
            public JsonDeserializer<?> modifyArrayDeserializer(
                    DeserializationConfig config, ArrayType type, BeanDescription array, JsonDeserializer<?> reader) {
                return check.apply(type, reader);
            }
        });
    }
}
