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
import software.amazon.awssdk.services.autoscaling.model.AttachInstancesRequest;
import software.amazon.awssdk.services.autoscaling.model.DeleteAutoScalingGroupRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeAutoScalingInstancesRequest;
import software.amazon.awssdk.services.autoscaling.model.DetachInstancesRequest;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;
import software.amazon.awssdk.services.autoscaling.model.SetInstanceProtectionRequest;
import software.amazon.awssdk.services.autoscaling.model.SetInstanceProtectionResponse;

import dev.sluice.testkit.ec2.LoopbackServer.Answer;

/** An Auto Scaling with one instance, over HTTP, as far as scale-in protection goes; and its troubles. */
public final class LocalAutoScaling implements AutoCloseable {

    private static final int MOST = 10;

    private final String instance;
    private final ScalingGroups groups = new ScalingGroups();
    private final List<Boolean> changes = new CopyOnWriteArrayList<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final LoopbackServer server = new LoopbackServer(this::answer);

    private volatile String group;
    private volatile Answer fault;

    private LocalAutoScaling(String instance, String group) {
        this.instance = instance;
        this.group = group;
        groups.create(group, 0, MOST, Map.of(), instance);
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
        return groups.isProtected(instance);
    }

    /** As somebody else would change it. */
    public void isProtected(boolean on) {
        groups.protect(SetInstanceProtectionRequest.builder()
                .autoScalingGroupName(group)
                .instanceIds(instance)
                .protectedFromScaleIn(on)
                .build());
    }

    /** What the protection was changed to so far, by requests. */
    public List<Boolean> changes() {
        return changes;
    }

    /** Requests so far, answered or not. */
    public int requests() {
        return requests.get();
    }

    /** From now on the instance is in no group, as between the two halves of a transfer. */
    public void detach() {
        groups.detach(DetachInstancesRequest.builder()
                .autoScalingGroupName(group)
                .instanceIds(instance)
                .shouldDecrementDesiredCapacity(true)
                .build());
    }

    /** From now on the instance is in this group, which is made if need be. */
    public void attach(String to) {
        if (!to.equals(group)) {
            groups.create(to, 0, MOST, Map.of());
            group = to;
        }
        groups.attach(AttachInstancesRequest.builder()
                .autoScalingGroupName(to)
                .instanceIds(instance)
                .build());
    }

    /**
     * What Elastic Beanstalk does at the end of an immutable update ("Immutable environment updates"): the instance goes from the
     * temporary group, which is deleted, to the one that stays.
     */
    public void transfer(String to) {
        String from = group;
        detach();
        attach(to);
        groups.delete(DeleteAutoScalingGroupRequest.builder()
                .autoScalingGroupName(from)
                .build());
    }

    /** What the instance's life in the group has come to. */
    public void lifecycle(LifecycleState now) {
        groups.lifecycle(instance, now);
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
        } catch (ScalingGroups.Refused e) {
            return QueryAnswers.error(400, e.code(), e.getMessage());
        } catch (IllegalArgumentException e) {
            return QueryAnswers.error(400, "ValidationError", e.getMessage());
        }
    }

    private Answer describe(Map<String, String> form) {
        var request = DescribeAutoScalingInstancesRequest.builder();
        QueryFields.read(form, request);
        return QueryAnswers.result("DescribeAutoScalingInstances", groups.describe(request.build()));
    }

    private Answer protect(Map<String, String> form) {
        var request = SetInstanceProtectionRequest.builder();
        QueryFields.read(form, request);
        SetInstanceProtectionResponse response = groups.protect(request.build());
        changes.add(request.build().protectedFromScaleIn());
        return QueryAnswers.result("SetInstanceProtection", response);
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
