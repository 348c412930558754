package dev.sluice.deploy.aws;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

import software.amazon.awssdk.services.cloudformation.model.ChangeSetStatus;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetType;
import software.amazon.awssdk.services.cloudformation.model.CreateChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.CreateChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.DeleteChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.DeleteChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.DeleteStackRequest;
import software.amazon.awssdk.services.cloudformation.model.DeleteStackResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackEventsRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackEventsResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackResourcesRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackResourcesResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksResponse;
import software.amazon.awssdk.services.cloudformation.model.ExecuteChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.ExecuteChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.StackResource;

/** As much of AWS CloudFormation as change sets need; it makes none of the things in a template. */
public final class FakeStacks {

    /** Each is done by the time that the next request comes. */
    private static final class Kept {

        private String status = "REVIEW_IN_PROGRESS";
        private String template;
        private Map<String, String> parameters = Map.of();
        private CreateChangeSetRequest changeSet;
        private boolean isUnchanged;
        private final List<Output> outputs = new ArrayList<>();
        private final List<String> queues = new ArrayList<>();
        private final List<StackEvent> events = new ArrayList<>();
    }

    private final Map<String, Kept> stacks = new TreeMap<>();
    private final List<StackEvent> failures = new ArrayList<>();
    private Predicate<String> heldUp = stack -> false;

    Operations operations() {
        return new Operations()
                .with(DescribeStacksRequest::builder, this::describe)
                .with(CreateChangeSetRequest::builder, this::createChangeSet)
                .with(DescribeChangeSetRequest::builder, this::describeChangeSet)
                .with(DeleteChangeSetRequest::builder, this::deleteChangeSet)
                .with(ExecuteChangeSetRequest::builder, this::execute)
                .with(DescribeStackEventsRequest::builder, this::events)
                .with(DescribeStackResourcesRequest::builder, this::resources)
                .with(DeleteStackRequest::builder, this::delete);
    }

    /** Makes a stack that is in that state. */
    public void create(String name, String status) {
        stacks.computeIfAbsent(name, key -> new Kept()).status = status;
    }

    /** The stack has that queue. */
    public void addQueue(String name, String url) {
        stacks.get(name).queues.add(url);
    }

    /** The stack has that output. */
    public void tell(String name, String key, String value) {
        stacks.get(name)
                .outputs
                .add(Output.builder().outputKey(key).outputValue(value).build());
    }

    /** The next change fails at that resource, and another resource is cancelled for it. */
    public void failAt(String resource, String type, String reason) {
        failures.add(event(resource, type, "CREATE_FAILED", reason));
        failures.add(event("Other", "AWS::SQS::Queue", "CREATE_FAILED", "Resource creation cancelled"));
    }

    /** Whether the deletion of a stack, by its name, cannot go on yet; asked again and again. */
    public void deletionWaitsWhile(Predicate<String> itIsHeldUp) {
        heldUp = itIsHeldUp;
    }

    public List<String> names() {
        return List.copyOf(stacks.keySet());
    }

    /** What a stack was given. */
    public Map<String, String> parameters(String name) {
        return stacks.get(name).parameters;
    }

    private static StackEvent event(String resource, String type, String status, String reason) {
        return StackEvent.builder()
                .logicalResourceId(resource)
                .resourceType(type)
                .resourceStatus(status)
                .resourceStatusReason(reason)
                .eventId(resource)
                .timestamp(Instant.parse("2026-11-22T10:00:00Z"))
                .build();
    }

    private DescribeStacksResponse describe(DescribeStacksRequest request) {
        Kept stack = existing(request.stackName());
        return DescribeStacksResponse.builder()
                .stacks(Stack.builder()
                        .stackName(request.stackName())
                        .stackId("arn:aws:cloudformation:eu-central-1:" + FakeIdentity.ACCOUNT + ":stack/"
                                + request.stackName() + "/1")
                        .creationTime(Instant.parse("2026-11-22T10:00:00Z"))
                        .stackStatus(stack.status)
                        .outputs(stack.outputs)
                        .build())
                .build();
    }

    private CreateChangeSetResponse createChangeSet(CreateChangeSetRequest request) {
        if (request.changeSetType() == ChangeSetType.UPDATE) {
            Kept stack = existing(request.stackName());
            if (stack.status.startsWith("ROLLBACK")) {
                throw new AwsError(
                        400,
                        "ValidationError",
                        "Stack:" + request.stackName() + " is in " + stack.status + " state and can not be updated.");
            }
        }
        Kept stack = stacks.computeIfAbsent(request.stackName(), name -> new Kept());
        stack.changeSet = request;
        stack.isUnchanged = request.changeSetType() == ChangeSetType.UPDATE
                && template(request).equals(stack.template)
                && parameters(request).equals(stack.parameters);
        return CreateChangeSetResponse.builder()
                .id("arn:aws:cloudformation:changeSet/" + request.changeSetName())
                .stackId(request.stackName())
                .build();
    }

    private static String template(CreateChangeSetRequest request) {
        return request.templateBody() == null ? request.templateURL() : request.templateBody();
    }

    private static Map<String, String> parameters(CreateChangeSetRequest request) {
        Map<String, String> parameters = new TreeMap<>();
        for (Parameter parameter : request.parameters()) {
            parameters.put(parameter.parameterKey(), parameter.parameterValue());
        }
        return parameters;
    }

    private DescribeChangeSetResponse describeChangeSet(DescribeChangeSetRequest request) {
        Kept stack = existing(request.stackName());
        return DescribeChangeSetResponse.builder()
                .changeSetName(request.changeSetName())
                .stackName(request.stackName())
                .status(stack.isUnchanged ? ChangeSetStatus.FAILED : ChangeSetStatus.CREATE_COMPLETE)
                .statusReason(
                        stack.isUnchanged
                                ? "The submitted information didn't contain changes. Submit different information to create"
                                        + " a change set."
                                : null)
                .build();
    }

    private DeleteChangeSetResponse deleteChangeSet(DeleteChangeSetRequest request) {
        existing(request.stackName()).changeSet = null;
        return DeleteChangeSetResponse.builder().build();
    }

    private ExecuteChangeSetResponse execute(ExecuteChangeSetRequest request) {
        Kept stack = existing(request.stackName());
        boolean isNew = stack.changeSet.changeSetType() == ChangeSetType.CREATE;
        if (failures.isEmpty()) {
            stack.template = template(stack.changeSet);
            stack.parameters = parameters(stack.changeSet);
            stack.status = isNew ? "CREATE_COMPLETE" : "UPDATE_COMPLETE";
        } else {
            stack.events.addAll(failures);
            failures.clear();
            stack.status = isNew ? "ROLLBACK_COMPLETE" : "UPDATE_ROLLBACK_COMPLETE";
        }
        return ExecuteChangeSetResponse.builder().build();
    }

    private DescribeStackEventsResponse events(DescribeStackEventsRequest request) {
        return DescribeStackEventsResponse.builder()
                .stackEvents(existing(request.stackName()).events)
                .build();
    }

    private DescribeStackResourcesResponse resources(DescribeStackResourcesRequest request) {
        return DescribeStackResourcesResponse.builder()
                .stackResources(existing(request.stackName()).queues.stream()
                        .map(url -> StackResource.builder()
                                .logicalResourceId("Queue")
                                .physicalResourceId(url)
                                .resourceType("AWS::SQS::Queue")
                                .resourceStatus("CREATE_COMPLETE")
                                .timestamp(Instant.parse("2026-11-22T10:00:00Z"))
                                .build())
                        .toList())
                .build();
    }

    private DeleteStackResponse delete(DeleteStackRequest request) {
        if (stacks.containsKey(request.stackName())) {
            create(request.stackName(), "DELETE_IN_PROGRESS");
        }
        return DeleteStackResponse.builder().build();
    }

    private Kept existing(String name) {
        Kept stack = stacks.get(name);
        if (stack != null && stack.status.equals("DELETE_IN_PROGRESS") && !heldUp.test(name)) {
            stacks.remove(name);
            stack = null;
        }
        if (stack == null) {
            throw new AwsError(400, "ValidationError", "Stack with id " + name + " does not exist");
        }
        return stack;
    }
}
