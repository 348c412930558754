package dev.sluice.acceptance.bom;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.sluice.testkit.Repository;

/** What a service ships, by the CycloneDX document that its build writes. */
final class BillOfMaterials {

    private static final ObjectMapper JSON = new ObjectMapper();

    private BillOfMaterials() {}

    /** @param module the service's folder */
    static List<Component> of(String module) {
        try {
            return JSON.readTree(Repository.path(module + "/target/bom.json").toFile())
                    .path("components")
                    .valueStream()
                    .map(BillOfMaterials::component)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Component component(JsonNode node) {
        return new Component(
                node.path("group").asText() + ":" + node.path("name").asText(),
                node.path("version").asText());
    }
}
