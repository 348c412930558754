package dev.sluice.job.json.binding;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.ser.BeanPropertyWriter;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;

/** Writes of a record its components, and not what its methods that are called like getters say: it could not be read again. */
final class ComponentsOnly extends BeanSerializerModifier {

    private static final long serialVersionUID = 1L;

    @Override
    public List<BeanPropertyWriter> changeProperties(
            SerializationConfig config, BeanDescription type, List<BeanPropertyWriter> properties) {
        if (!type.getBeanClass().isRecord()) {
            return properties;
        }
        Set<String> components = Arrays.stream(type.getBeanClass().getRecordComponents())
                .map(RecordComponent::getName)
                .collect(Collectors.toSet());
        return properties.stream()
                .filter(property -> components.contains(property.getMember().getName()))
                .collect(Collectors.toCollection(ArrayList::new));
    }
}
