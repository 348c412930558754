package dev.sluice.deploy.aws.stack;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

import software.amazon.awssdk.services.cloudformation.model.Change;
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
import software.amazon.awssdk.services.cloudformation.model.RequiresRecreation;
import software.amazon.awssdk.services.cloudformation.model.ResourceChangeDetail;
import software.amazon.awssdk.services.cloudformation.model.ResourceTargetDefinition;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.StackResource;

import dev.sluice.deploy.aws.beanstalk.FakeBeanstalk;
import dev.sluice.deploy.aws.registry.FakeRepositories;
import dev.sluice.deploy.aws.registry.LifecyclePolicy;
import dev.sluice.deploy.aws.store.FakeBuckets;
import dev.sluice.deploy.aws.store.FakeIdentity;
import dev.sluice.deploy.aws.wire.AwsError;
import dev.sluice.deploy.aws.wire.Operations;

/**
 * As much of AWS CloudFormation as change sets need. It reckons what an update would change and replace by the schemas of the
 * resources' types, and of what is in a template it makes the repositories and Elastic Beanstalk's environments.
 */
public final class FakeStacks {

    private static final Instant TIME = Instant.parse("2026-11-22T10:00:00Z");

    /** What a change set would make of a stack. */
    private record Plan(
            String changeSet,
            boolean isNew,
            Template template,
            Map<String, String> parameters,
            ResolvedTemplate resolved,
            List<ResourceChange> changes) {}

    /** Each is done by the time that the next request comes, unless a test wants it slow. */
    private static final class Kept {

        private String status = "REVIEW_IN_PROGRESS";
        private final Deque<String> ahead = new ArrayDeque<>();
        private Template template = Template.empty();
        private Map<String, String> parameters = Map.of();
        private ResolvedTemplate resolved;
        private final Map<String, Plan> plans = new TreeMap<>();
        private final Map<String, String> told = new TreeMap<>();
        private final List<String> queues = new ArrayList<>();
        private final List<StackEvent> events = new ArrayList<>();

        private Map<String, ResolvedTemplate.Resource> resources() {
            return resolved == null ? Map.of() : resolved.resources();
        }
    }

    private final FakeBuckets buckets;
    private final FakeRepositories repositories;
    private final EnvironmentResources environments;
    private final Map<String, Kept> stacks = new TreeMap<>();
    private final List<StackEvent> failures = new ArrayList<>();
    private final Map<String, List<String>> queuesToCome = new TreeMap<>();
    private Predicate<String> heldUp = stack -> false;
    private int looks;

    public FakeStacks(FakeBuckets buckets, FakeRepositories repositories, FakeBeanstalk beanstalk) {
        this.buckets = buckets;
        this.repositories = repositories;
        this.environments = new EnvironmentResources(beanstalk);
    }

    public Operations operations() {
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

    /** It is in that state from the so manieth look on. */
    public void becomes(String name, String status, int afterLooks) {
        Kept stack = stacks.get(name);
        stack.ahead.addAll(Collections.nCopies(afterLooks, stack.status));
        stack.ahead.add(status);
    }

    /** Each change that is executed from now on is under way for so many looks. */
    public void takeLooks(int count) {
        looks = count;
    }

    /** The stack has that queue. */
    public void addQueue(String name, String url) {
        stacks.get(name).queues.add(url);
    }

    /** The stack has that queue as soon as there is a stack of that name. */
    public void addQueueLater(String name, String url) {
        queuesToCome.computeIfAbsent(name, key -> new ArrayList<>()).add(url);
    }

    /** The stack has that output. */
    public void tell(String name, String key, String value) {
        stacks.get(name).told.put(key, value);
    }

    /** The next change fails at that resource when all else is done, and another resource is cancelled for it. */
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
                .timestamp(TIME)
                .build();
    }

    private DescribeStacksResponse describe(DescribeStacksRequest request) {
        Kept stack = existing(request.stackName());
        if (!stack.ahead.isEmpty()) {
            stack.status = stack.ahead.poll();
        }
        Map<String, String> outputs = new TreeMap<>(stack.told);
        if (stack.resolved != null) {
            outputs.putAll(stack.resolved.outputs(false));
        }
        return DescribeStacksResponse.builder()
                .stacks(Stack.builder()
                        .stackName(request.stackName())
                        .stackId("arn:aws:cloudformation:eu-central-1:" + FakeIdentity.ACCOUNT + ":stack/"
                                + request.stackName() + "/1")
                        .creationTime(TIME)
                        .stackStatus(stack.status)
                        .parameters(stack.parameters.entrySet().stream()
                                .map(entry -> Parameter.builder()
                                        .parameterKey(entry.getKey())
                                        .parameterValue(entry.getValue())
                                        .build())
                                .toList())
                        .outputs(outputs.entrySet().stream()
                                .map(entry -> Output.builder()
                                        .outputKey(entry.getKey())
                                        .outputValue(entry.getValue())
                                        .build())
                                .toList())
                        .build())
                .build();
    }

    private CreateChangeSetResponse createChangeSet(CreateChangeSetRequest request) {
        String name = request.stackName();
        boolean isNew = request.changeSetType() == ChangeSetType.CREATE;
        if (!isNew) {
            String status = existing(name).status;
            if (status.startsWith("ROLLBACK") || status.endsWith("_IN_PROGRESS")) {
                throw AwsError.validation("Stack:" + name + " is in " + status + " state and can not be updated.");
            }
        } else if (stacks.containsKey(name) && !stacks.get(name).status.equals("REVIEW_IN_PROGRESS")) {
            throw new AwsError(400, "AlreadyExistsException", "Stack [" + name + "] already exists");
        }
        Kept stack = stacks.computeIfAbsent(name, key -> new Kept());
        stack.plans.put(request.changeSetName(), plan(request, isNew, stack));
        return CreateChangeSetResponse.builder()
                .id("arn:aws:cloudformation:changeSet/" + request.changeSetName())
                .stackId(name)
                .build();
    }

    private Plan plan(CreateChangeSetRequest request, boolean isNew, Kept stack) {
        Template template = Boolean.TRUE.equals(request.usePreviousTemplate()) ? stack.template : template(request);
        Map<String, String> values = TemplateParameters.values(template, request.parameters(), stack.parameters);
        ResolvedTemplate resolved = resolve(template, values, request.stackName(), Set.of());
        resolved.checkRules();
        List<ResourceChange> changes = StackPlan.changes(
                stack.resources(),
                replaced ->
                        resolve(template, values, request.stackName(), replaced).resources(),
                ResourceTypes.load());
        if (changes.stream().anyMatch(change -> change.type().startsWith("AWS::IAM::"))
                && request.capabilitiesAsStrings().isEmpty()) {
            throw new AwsError(
                    400, "InsufficientCapabilitiesException", "Requires capabilities : [CAPABILITY_NAMED_IAM]");
        }
        return new Plan(request.changeSetName(), isNew, template, values, resolved, changes);
    }

    private ResolvedTemplate resolve(Template template, Map<String, String> values, String name, Set<String> replaced) {
        Map<String, String> exports = new TreeMap<>();
        stacks.values().stream()
                .filter(stack -> stack.resolved != null)
                .forEach(stack -> exports.putAll(stack.resolved.outputs(true)));
        return new ResolvedTemplate(template, values, name, exports, replaced);
    }

    /** The template lies in a bucket, {@code https://BUCKET.s3.REGION.amazonaws.com/KEY}. */
    private Template template(CreateChangeSetRequest request) {
        URI address = URI.create(request.templateURL());
        FakeBuckets.Stored stored = buckets.objects(address.getHost().replaceFirst("[.]s3[.].*", ""))
                .get(address.getPath().substring(1));
        if (stored == null) {
            throw AwsError.validation("S3 error: Access Denied");
        }
        return Template.parse(new String(stored.body(), StandardCharsets.UTF_8));
    }

    private Plan planned(String stack, String changeSet) {
        Plan plan = existing(stack).plans.get(changeSet);
        if (plan == null) {
            throw new AwsError(404, "ChangeSetNotFound", "ChangeSet [" + changeSet + "] does not exist");
        }
        return plan;
    }

    private static boolean isUnchanged(Plan plan, Kept stack) {
        return !plan.isNew
                && plan.changes.isEmpty()
                && plan.resolved
                        .outputs(false)
                        .equals(stack.resolved == null ? Map.of() : stack.resolved.outputs(false));
    }

    private DescribeChangeSetResponse describeChangeSet(DescribeChangeSetRequest request) {
        Plan plan = planned(request.stackName(), request.changeSetName());
        boolean isUnchanged = isUnchanged(plan, existing(request.stackName()));
        return DescribeChangeSetResponse.builder()
                .changeSetName(request.changeSetName())
                .stackName(request.stackName())
                .status(isUnchanged ? ChangeSetStatus.FAILED : ChangeSetStatus.CREATE_COMPLETE)
                .statusReason(
                        isUnchanged
                                ? "The submitted information didn't contain changes. Submit different information to create"
                                        + " a change set."
                                : null)
                .changes(plan.changes.stream().map(FakeStacks::change).toList())
                .build();
    }

    private static Change change(ResourceChange change) {
        return Change.builder()
                .type("Resource")
                .resourceChange(software.amazon.awssdk.services.cloudformation.model.ResourceChange.builder()
                        .action(change.action())
                        .logicalResourceId(change.logicalId())
                        .physicalResourceId(
                                change.before().path("EnvironmentName").asText(null))
                        .resourceType(change.type())
                        .replacement(change.action().equals("Modify") ? (change.replaces() ? "True" : "False") : null)
                        .details(change.changed().stream()
                                .map(name -> ResourceChangeDetail.builder()
                                        .target(ResourceTargetDefinition.builder()
                                                .attribute("Properties")
                                                .name(name)
                                                .requiresRecreation(recreation(change, name))
                                                .build())
                                        .build())
                                .toList())
                        .build())
                .build();
    }

    private static RequiresRecreation recreation(ResourceChange change, String property) {
        return change.replacing().stream().anyMatch(path -> path.split("/")[0].equals(property))
                ? RequiresRecreation.ALWAYS
                : RequiresRecreation.NEVER;
    }

    private DeleteChangeSetResponse deleteChangeSet(DeleteChangeSetRequest request) {
        existing(request.stackName()).plans.remove(request.changeSetName());
        return DeleteChangeSetResponse.builder().build();
    }

    private ExecuteChangeSetResponse execute(ExecuteChangeSetRequest request) {
        Kept stack = existing(request.stackName());
        Plan plan = planned(request.stackName(), request.changeSetName());
        if (isUnchanged(plan, stack)) {
            throw new AwsError(
                    400,
                    "InvalidChangeSetStatus",
                    "ChangeSet [" + plan.changeSet + "] cannot be executed in its current status of [FAILED]");
        }
        stack.plans.clear();
        boolean isDone = apply(plan, stack);
        String status;
        if (isDone) {
            stack.template = plan.template;
            stack.parameters = plan.parameters;
            stack.resolved = plan.resolved;
            stack.queues.addAll(queuesToCome.getOrDefault(request.stackName(), List.of()));
            queuesToCome.remove(request.stackName());
            status = plan.isNew ? "CREATE_COMPLETE" : "UPDATE_COMPLETE";
        } else {
            status = plan.isNew ? "ROLLBACK_COMPLETE" : "UPDATE_ROLLBACK_COMPLETE";
        }
        stack.status = looks == 0 ? status : plan.isNew ? "CREATE_IN_PROGRESS" : "UPDATE_IN_PROGRESS";
        if (looks > 0) {
            becomes(request.stackName(), status, looks);
        }
        return ExecuteChangeSetResponse.builder().build();
    }

    /** Whether all went well; else what was done is taken back. */
    private boolean apply(Plan plan, Kept stack) {
        List<ResourceChange> done = new ArrayList<>();
        List<StackEvent> failed = new ArrayList<>(failures);
        failures.clear();
        for (ResourceChange change : plan.changes) {
            try {
                checkName(change);
                if (!change.action().equals("Remove")) {
                    apply(change);
                    done.add(change);
                }
            } catch (AwsError e) {
                failed.add(event(
                        change.logicalId(),
                        change.type(),
                        change.action().equals("Add") ? "CREATE_FAILED" : "UPDATE_FAILED",
                        "Resource handler returned message: \"" + e.getMessage() + "\""));
                break;
            }
        }
        if (failed.isEmpty()) {
            plan.changes.stream()
                    .filter(change -> change.action().equals("Remove"))
                    .forEach(this::apply);
            return true;
        }
        done.reversed().stream()
                .filter(change -> change.type().equals(EnvironmentResources.TYPE))
                .forEach(environments::takeBack);
        stack.events.addAll(failed);
        return false;
    }

    private void apply(ResourceChange change) {
        if (change.type().equals(EnvironmentResources.TYPE)) {
            environments.apply(change);
        } else if (change.type().equals("AWS::ECR::Repository")
                && change.action().equals("Add")) {
            String name = change.after().path("RepositoryName").asText();
            repositories.create(name);
            repositories.keepBy(
                    name,
                    LifecyclePolicy.parse(change.after()
                            .at("/LifecyclePolicy/LifecyclePolicyText")
                            .asText()));
        }
    }

    /** User Guide, "Name type": a resource that has a name of its own cannot be replaced under it. */
    private static void checkName(ResourceChange change) {
        ResourceType type = ResourceTypes.load().get(change.type());
        if (change.replaces()
                && type.isNamed(change.after())
                && type.identifier().stream()
                        .allMatch(name ->
                                change.after().get(name).equals(change.before().path(name)))) {
            throw AwsError.validation(
                    "CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename "
                            + change.after().get(type.identifier().getFirst()).asText()
                            + " and update the stack again.");
        }
    }

    private DescribeStackEventsResponse events(DescribeStackEventsRequest request) {
        return DescribeStackEventsResponse.builder()
                .stackEvents(existing(request.stackName()).events)
                .build();
    }

    private DescribeStackResourcesResponse resources(DescribeStackResourcesRequest request) {
        Kept stack = existing(request.stackName());
        List<StackResource> resources = new ArrayList<>();
        stack.queues.forEach(url -> resources.add(resource("Queue", url, "AWS::SQS::Queue")));
        // CloudFormation makes a name of both for what has none of its own; the suffix is left out here.
        stack.resources().forEach((name, resource) -> {
            if (resource.type().equals("AWS::CloudWatch::Alarm")) {
                resources.add(resource(name, request.stackName() + "-" + name, resource.type()));
            }
        });
        return DescribeStackResourcesResponse.builder()
                .stackResources(resources)
                .build();
    }

    private static StackResource resource(String logicalId, String physicalId, String type) {
        return StackResource.builder()
                .logicalResourceId(logicalId)
                .physicalResourceId(physicalId)
                .resourceType(type)
                .resourceStatus("CREATE_COMPLETE")
                .timestamp(TIME)
                .build();
    }

    private DeleteStackResponse delete(DeleteStackRequest request) {
        if (stacks.containsKey(request.stackName())) {
            Kept stack = stacks.get(request.stackName());
            stack.ahead.clear();
            stack.status = "DELETE_IN_PROGRESS";
            stack.resources().values().stream()
                    .filter(resource -> resource.type().equals(EnvironmentResources.TYPE))
                    .forEach(resource -> environments.remove(resource.properties()));
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
