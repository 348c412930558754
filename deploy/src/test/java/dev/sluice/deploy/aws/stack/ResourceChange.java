package dev.sluice.deploy.aws.stack;

import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What an update does to one resource of a stack.
 *
 * @param action Add, Modify or Remove
 * @param changed the properties whose values differ
 * @param replacing those of them that replace the resource
 * @param before the properties until now; empty for one that is new
 * @param after the properties from then on; empty for one that goes
 */
record ResourceChange(
        String action,
        String logicalId,
        String type,
        Set<String> changed,
        Set<String> replacing,
        JsonNode before,
        JsonNode after) {

    boolean replaces() {
        return action.equals("Modify") && !replacing.isEmpty();
    }
}
