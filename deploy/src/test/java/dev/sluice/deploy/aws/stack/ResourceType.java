package dev.sluice.deploy.aws.stack;

import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What the registry's schema says of a resource type.
 *
 * @param properties the names of all
 * @param createOnly those whose change replaces the resource ("Update requires: Replacement"); {@code Tier/Name} is a part of one
 * @param identifier what tells a resource from others of its type
 */
record ResourceType(Set<String> properties, Set<String> createOnly, List<String> identifier) {

    /** Whether the template has given it a name, so that a second one cannot be made beside it. */
    boolean isNamed(JsonNode given) {
        return !identifier.isEmpty()
                && identifier.stream().allMatch(name -> createOnly.contains(name) && given.has(name));
    }
}
