package dev.sluice.deploy.aws.stack;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import dev.sluice.deploy.aws.wire.AwsError;

/** Reckons what an update of a stack would do (User Guide, "Update behaviors of stack resources"). */
final class StackPlan {

    private static final JsonNode NOTHING = JsonNodeFactory.instance.objectNode();

    private StackPlan() {}

    /**
     * @param after the template as it shall be, for the logical ids of resources that are replaced: who refers to one of them
     *     changes, too
     * @throws AwsError when CloudFormation knows a resource's type or property not
     */
    static List<ResourceChange> changes(
            Map<String, ResolvedTemplate.Resource> before,
            Function<Set<String>, Map<String, ResolvedTemplate.Resource>> after,
            ResourceTypes types) {
        Set<String> replaced = new HashSet<>();
        while (true) {
            List<ResourceChange> changes = changes(before, after.apply(replaced), types);
            Set<String> found = new HashSet<>();
            changes.stream().filter(ResourceChange::replaces).forEach(change -> found.add(change.logicalId()));
            if (!replaced.addAll(found)) {
                return changes;
            }
        }
    }

    private static List<ResourceChange> changes(
            Map<String, ResolvedTemplate.Resource> before,
            Map<String, ResolvedTemplate.Resource> after,
            ResourceTypes types) {
        List<ResourceChange> changes = new ArrayList<>();
        after.forEach((id, resource) -> {
            ResourceType type = types.get(resource.type());
            resource.properties().fieldNames().forEachRemaining(name -> {
                if (!type.properties().contains(name)) {
                    throw AwsError.validation("Properties validation failed for resource " + id
                            + " with message: extraneous key [" + name + "] is not permitted");
                }
            });
            ResolvedTemplate.Resource old = before.get(id);
            if (old == null) {
                changes.add(new ResourceChange(
                        "Add", id, resource.type(), Set.of(), Set.of(), NOTHING, resource.properties()));
            } else if (!old.type().equals(resource.type())) {
                throw AwsError.validation(
                        "Update of resource type is not permitted. The new template modifies resource type of the"
                                + " following resources: [" + id + "]");
            } else if (!old.properties().equals(resource.properties())) {
                changes.add(modification(id, type, old, resource));
            }
        });
        before.forEach((id, resource) -> {
            if (!after.containsKey(id)) {
                changes.add(new ResourceChange(
                        "Remove", id, resource.type(), Set.of(), Set.of(), resource.properties(), NOTHING));
            }
        });
        return changes;
    }

    private static ResourceChange modification(
            String id, ResourceType type, ResolvedTemplate.Resource old, ResolvedTemplate.Resource resource) {
        Set<String> changed = new TreeSet<>();
        for (String name : type.properties()) {
            if (!old.properties().path(name).equals(resource.properties().path(name))) {
                changed.add(name);
            }
        }
        Set<String> replacing = new TreeSet<>();
        for (String path : type.createOnly()) {
            if (!old.properties().at("/" + path).equals(resource.properties().at("/" + path))) {
                replacing.add(path);
            }
        }
        return new ResourceChange(
                "Modify", id, resource.type(), changed, replacing, old.properties(), resource.properties());
    }
}
