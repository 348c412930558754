package dev.sluice.testkit.ec2;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import com.sun.net.httpserver.HttpExchange;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingInstanceDetails;
import software.amazon.awssdk.services.autoscaling.model.DescribeAutoScalingInstancesRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeAutoScalingInstancesResponse;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;
import software.amazon.awssdk.services.autoscaling.model.SetInstanceProtectionRequest;
import software.amazon.awssdk.services.autoscaling.model.SetInstanceProtectionResponse;

import dev.sluice.testkit.ec2.LoopbackServer.Answer;

/** An Auto Scaling with one instance in one group, over HTTP, as far as scale-in protection goes; and its troubles. */
public final class LocalAutoScaling implements AutoCloseable {

    private final String instance;
    private final String group;
    private final List<Boolean> changes = new CopyOnWriteArrayList<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final LoopbackServer server = new LoopbackServer(this::answer);

    private volatile boolean known = true;
    private volatile boolean isProtected;
    private volatile LifecycleState state = LifecycleState.IN_SERVICE;
    private volatile Answer fault;

    private LocalAutoScaling(String instance, String group) {
        this.instance = instance;
        this.group = group;
    }

    /** Starts one whose only group has only this instance, in service and not protected. */
    public static LocalAutoScaling of(String instance, String group) {
        return new LocalAutoScaling(instance, group);
    }

    public URI endpoint() {
        return server.endpoint();
    }

    /** Whether the instance is protected now. */
    public boolean isProtected() {
        return isProtected;
    }

    /** As somebody else would change it. */
    public void isProtected(boolean on) {
        isProtected = on;
    }

    /** What the protection was changed to so far, by requests. */
    public List<Boolean> changes() {
        return changes;
    }

    /** Requests so far, answered or not. */
    public int requests() {
        return requests.get();
    }

    /** Whether the instance is in the group. */
    public void knows(boolean theInstance) {
        known = theInstance;
    }

    /** What the instance's life in the group has come to. */
    public void lifecycle(LifecycleState now) {
        state = now;
    }

    /** From now on every answer is this error. */
    public void failWith(int status, String code) {
        fault = QueryAnswers.error(status, code, code + " on purpose");
    }

    /** From now on it does what it is asked, and never says so. */
    public void fallSilent() {
        server.silent(true);
    }

    /** From now on all is well. */
    public void mend() {
        fault = null;
        server.silent(false);
    }

    @Override
    public void close() {
        server.close();
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        Map<String, String> form = form(exchange);
        if (fault != null) {
            return fault;
        }
        if (exchange.getRequestHeaders().getFirst("Authorization") == null) {
            return QueryAnswers.error(403, "MissingAuthenticationToken", "The request is not signed");
        }
        try {
            return switch (form.get("Action")) {
                case "DescribeAutoScalingInstances" -> describe(form);
                case "SetInstanceProtection" -> protect(form);
                case null, default -> QueryAnswers.error(400, "InvalidAction", "No such action");
            };
        } catch (IllegalArgumentException e) {
            return QueryAnswers.error(400, "ValidationError", e.getMessage());
        }
    }

    private Answer describe(Map<String, String> form) {
        var request = DescribeAutoScalingInstancesRequest.builder();
        QueryFields.read(form, request);
        List<String> asked = request.build().instanceIds();
        var response = DescribeAutoScalingInstancesResponse.builder();
        if (known && (asked.isEmpty() || asked.contains(instance))) {
            response.autoScalingInstances(AutoScalingInstanceDetails.builder()
                    .instanceId(instance)
                    .autoScalingGroupName(group)
                    .availabilityZone("eu-central-1a")
                    .lifecycleState(state.toString())
                    .healthStatus("HEALTHY")
                    .protectedFromScaleIn(isProtected)
                    .build());
        }
        return QueryAnswers.result("DescribeAutoScalingInstances", response.build());
    }

    private Answer protect(Map<String, String> form) {
        var builder = SetInstanceProtectionRequest.builder();
        QueryFields.read(form, builder);
        SetInstanceProtectionRequest request = builder.build();
        if (!known
                || !group.equals(request.autoScalingGroupName())
                || !List.of(instance).equals(request.instanceIds())) {
            return QueryAnswers.error(400, "ValidationError", "The instance is not part of the Auto Scaling group");
        }
        if (request.protectedFromScaleIn() == null) {
            return QueryAnswers.error(400, "ValidationError", "ProtectedFromScaleIn is missing");
        }
        if (state != LifecycleState.IN_SERVICE) {
            return QueryAnswers.error(400, "ValidationError", "The instance " + instance + " is not in InService");
        }
        isProtected = request.protectedFromScaleIn();
        changes.add(isProtected);
        return QueryAnswers.result(
                "SetInstanceProtection", SetInstanceProtectionResponse.builder().build());
    }

    private static Map<String, String> form(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        return Arrays.stream(body.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> decoded(pair[0]), pair -> decoded(pair[1])));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
