package dev.sluice.sqs.connector;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import io.smallrye.reactive.messaging.annotations.ConnectorAttribute;
import io.smallrye.reactive.messaging.annotations.ConnectorAttribute.Direction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import dev.sluice.testkit.ConfigurationPage;

import static org.assertj.core.api.Assertions.assertThat;

class ConfigurationPageTest {

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "INCOMING_AND_OUTGOING")
    void thePageTellsEveryAttributeOfAChannelAndItsDefault(Direction direction) throws IOException {
        String prefix = "mp.messaging." + direction.name().toLowerCase(Locale.ROOT) + ".*.";

        assertThat(new ConfigurationPage().defaults(prefix)).isEqualTo(attributes(direction, prefix));
    }

    private static Map<String, String> attributes(Direction direction, String prefix) {
        Map<String, String> defaults = new TreeMap<>();
        for (ConnectorAttribute attribute : SqsConnector.class.getAnnotationsByType(ConnectorAttribute.class)) {
            if (attribute.direction() == direction || attribute.direction() == Direction.INCOMING_AND_OUTGOING) {
                String value = attribute.defaultValue();
                defaults.put(prefix + attribute.name(), value.equals(ConnectorAttribute.NO_VALUE) ? "" : value);
            }
        }
        return defaults;
    }
}
