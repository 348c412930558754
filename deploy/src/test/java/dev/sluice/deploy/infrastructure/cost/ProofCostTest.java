package dev.sluice.deploy.infrastructure.cost;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import dev.sluice.testkit.Repository;

import static org.assertj.core.api.Assertions.assertThat;

/** What {@code deploy/sluice prove} says that it costs is made of the prices and the numbers that the manual's table is made of. */
class ProofCostTest {

    private final String script;

    ProofCostTest() throws IOException {
        script = Files.readString(Repository.path("deploy/lib/prove-cost.sh"));
    }

    @Test
    void takesThePricesOfTheTable() {
        Map<String, Double> prices = new TreeMap<>();
        Pattern.compile("\\[([A-Z0-9_]+)]=([0-9.]+)")
                .matcher(script)
                .results()
                .forEach(price -> prices.put(price.group(1), Double.valueOf(price.group(2))));

        assertThat(prices).hasSizeGreaterThan(10);
        prices.forEach((name, dollars) ->
                assertThat(Price.valueOf(name).of(1)).as(name).isEqualTo(dollars));
    }

    @Test
    void countsAllMetricsAndAlarms() {
        assertThat(number("PROVE_METRICS")).isEqualTo(MonthlyCost.metrics());
        assertThat(number("PROVE_ALARMS")).isEqualTo(MonthlyCost.alarms() + MonthlyCost.scalingAlarms());
    }

    private int number(String name) {
        return Pattern.compile("(?m)^" + name + "=(\\d+)$")
                .matcher(script)
                .results()
                .map(match -> Integer.valueOf(match.group(1)))
                .findFirst()
                .orElseThrow();
    }
}
