package dev.sluice.deploy.script.life;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import software.amazon.awssdk.services.autoscaling.model.DescribeAutoScalingGroupsRequest;
import software.amazon.awssdk.services.autoscaling.model.SetInstanceProtectionRequest;
import software.amazon.awssdk.services.autoscaling.model.UpdateAutoScalingGroupRequest;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiptHandleIsInvalidException;

import dev.sluice.deploy.aws.FakeAws;
import dev.sluice.deploy.aws.wire.Call;
import dev.sluice.testkit.ec2.ScalingGroups;

/**
 * What runs on the instances of an environment, as far as a proof sees it: workers that take jobs, log them and protect themselves, a
 * policy that follows the queue, and two alarms. A second of a job is as short as {@link #SECOND}.
 */
final class Workers implements AutoCloseable {

    private static final Duration SECOND = Duration.ofMillis(60);
    /** Far below what the script waits between two questions. Each look asks the queues over HTTP, which costs most of what this does. */
    private static final Duration LOOK = Duration.ofMillis(100);

    private static final int JOBS_OF_AN_INSTANCE = 5;
    private static final int TOO_MANY = 20;
    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");
    private static final Pattern WAIT = Pattern.compile("WaitTimeSeconds=(\\d+)");

    private record Job(String id, Message message, int seconds, Instant end) {}

    /** A queue with the fleet that drains it. */
    private final class Fleet {

        private final String group;
        private final String queue;
        private final String deadLetters;
        private final String environment;
        private final List<Job> inWork = new ArrayList<>();
        private int orders;

        private Fleet(String priority) {
            environment = "sluice-dev-worker-" + priority;
            group = "awseb-" + environment;
            queue = url("sluice-dev-jobs-" + priority);
            deadLetters = url("sluice-dev-jobs-" + priority + "-dlq");
        }

        private void live() {
            // A new version, a restart, or the end of an instance: its container is told to stop, and has its time.
            int now = (int) aws.calls().stream().filter(this::stops).count();
            if (now > orders && !inWork.isEmpty()) {
                write("SIGTERM: stopping in good order; a second one ends it at once");
            }
            orders = now;
            inWork.removeIf(this::isDone);
            int instances = groups.instances(group).size();
            int waiting = waiting();
            int room = instances * JOBS_OF_AN_INSTANCE - inWork.size();
            if (room > 0 && waiting > 0) {
                sqs.receiveMessage(request -> request.queueUrl(queue).maxNumberOfMessages(Math.min(10, room)))
                        .messages()
                        .forEach(this::begin);
            }
            if (instances > 0) {
                groups.protect(SetInstanceProtectionRequest.builder()
                        .autoScalingGroupName(group)
                        .instanceIds(groups.instances(group))
                        .protectedFromScaleIn(!inWork.isEmpty())
                        .build());
            }
            if (!followsAlarms()) {
                return;
            }
            if (waiting > TOO_MANY || waiting == 0 && inWork.isEmpty() && groups.desired(group) > 1) {
                groups.update(UpdateAutoScalingGroupRequest.builder()
                        .autoScalingGroupName(group)
                        .desiredCapacity(waiting > TOO_MANY ? 2 : 1)
                        .build());
            }
            tell("UnattendedAlarm", waiting > 0 && instances == 0);
        }

        private boolean followsAlarms() {
            return groups
                    .describe(DescribeAutoScalingGroupsRequest.builder()
                            .autoScalingGroupNames(group)
                            .build())
                    .autoScalingGroups()
                    .getFirst()
                    .suspendedProcesses()
                    .stream()
                    .noneMatch(process -> process.processName().equals("AlarmNotification"));
        }

        private void begin(Message message) {
            Matcher wait = WAIT.matcher(message.body());
            Matcher id = ID.matcher(message.body());
            if (!wait.find() || !id.find()) {
                sqs.sendMessage(request -> request.queueUrl(deadLetters).messageBody(message.body()));
                sqs.deleteMessage(request -> request.queueUrl(queue).receiptHandle(message.receiptHandle()));
                tell("DeadLettersAlarm", true);
                return;
            }
            int seconds = Integer.parseInt(wait.group(1));
            inWork.add(new Job(id.group(1), message, seconds, Instant.now().plus(SECOND.multipliedBy(seconds))));
        }

        private boolean isDone(Job job) {
            if (Instant.now().isBefore(job.end())) {
                return false;
            }
            try {
                sqs.deleteMessage(request ->
                        request.queueUrl(queue).receiptHandle(job.message().receiptHandle()));
            } catch (ReceiptHandleIsInvalidException e) {
                // The queue was purged.
                return true;
            }
            completed++;
            write("Job checksum " + job.id() + " completed in " + (job.seconds() * 1_000 + 7) + " ms");
            return true;
        }

        private boolean stops(Call call) {
            return switch (call.operation()) {
                case "RestartAppServer", "UpdateEnvironment" ->
                    call.text("EnvironmentName").equals(environment);
                case "TerminateInstanceInAutoScalingGroup" -> group.endsWith("normal");
                default -> false;
            };
        }

        private void write(String text) {
            aws.logs().write("/sluice/dev/worker", environment, Instant.now(), "{\"message\":\"" + text + "\"}");
        }

        private int waiting() {
            return Integer.parseInt(sqs.getQueueAttributes(request ->
                            request.queueUrl(queue).attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
                    .attributes()
                    .get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES));
        }

        private void tell(String alarm, boolean isInAlarm) {
            String name = alarm + (group.endsWith("high") ? "High" : "Normal");
            String state = isInAlarm ? "ALARM" : "OK";
            if (!state.equals(states.put(name, state))) {
                post(Map.of(
                        "Action",
                        "SetAlarmState",
                        "AlarmName",
                        "sluice-dev-" + name,
                        "StateValue",
                        state,
                        "StateReason",
                        "test"));
            }
        }
    }

    private final FakeAws aws;
    private final ScalingGroups groups;
    private final SqsClient sqs;
    private final URI cloudWatch;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, String> states = new TreeMap<>();
    private final Thread thread = Thread.ofPlatform().daemon().name("workers").unstarted(this::live);
    private int completed;
    private volatile boolean isClosed;

    /** Once the queues and the groups are there. */
    Workers(FakeAws aws, SqsClient sqs, URI cloudWatch) {
        this.aws = aws;
        this.groups = aws.scaling().groups();
        this.sqs = sqs;
        this.cloudWatch = cloudWatch;
        for (String alarm : List.of(
                "UnattendedAlarmHigh", "UnattendedAlarmNormal", "DeadLettersAlarmHigh", "DeadLettersAlarmNormal")) {
            // It stays as it is told: there are no such metrics here.
            Map<String, String> form = new TreeMap<>(Map.of(
                    "Action", "PutMetricAlarm",
                    "AlarmName", "sluice-dev-" + alarm,
                    "Namespace", "Test",
                    "MetricName", "none",
                    "Statistic", "Maximum",
                    "Period", "60",
                    "EvaluationPeriods", "1",
                    "Threshold", "0",
                    "ComparisonOperator", "GreaterThanThreshold",
                    "TreatMissingData", "ignore"));
            post(form);
        }
        thread.start();
    }

    private void live() {
        List<Fleet> fleets = List.of(new Fleet("high"), new Fleet("normal"));
        while (!isClosed) {
            try {
                fleets.forEach(Fleet::live);
                publish();
                Thread.sleep(LOOK);
            } catch (ScalingGroups.Refused e) {
                // A group has just lost an instance.
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                if (isClosed) {
                    return;
                }
                throw e;
            }
        }
    }

    /** What the jobs done since the last time have cost: a request for five of them. */
    private void publish() {
        if (completed == 0) {
            return;
        }
        Map<String, String> form = new TreeMap<>(Map.of("Action", "PutMetricData", "Namespace", "Sluice"));
        datum(form, 1, "jobs.completed", completed, Map.of("environment", "dev", "type", "checksum"));
        datum(
                form,
                2,
                "sqs.requests",
                completed / 5.0,
                Map.of("environment", "dev", "queue", "sluice-dev-jobs-normal", "operation", "ReceiveMessage"));
        post(form);
        completed = 0;
    }

    private static void datum(
            Map<String, String> form, int number, String name, double value, Map<String, String> dimensions) {
        String member = "MetricData.member." + number + ".";
        form.put(member + "MetricName", name);
        form.put(member + "Value", Double.toString(value));
        int dimension = 0;
        for (Map.Entry<String, String> one : dimensions.entrySet()) {
            dimension++;
            form.put(member + "Dimensions.member." + dimension + ".Name", one.getKey());
            form.put(member + "Dimensions.member." + dimension + ".Value", one.getValue());
        }
    }

    private String url(String queue) {
        return sqs.getQueueUrl(request -> request.queueName(queue)).queueUrl();
    }

    private void post(Map<String, String> fields) {
        StringBuilder form = new StringBuilder("Version=2010-08-01");
        fields.forEach((name, value) ->
                form.append('&').append(name).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        HttpRequest request = HttpRequest.newBuilder(cloudWatch)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form.toString()))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(answer.body());
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        isClosed = true;
        thread.interrupt();
        http.close();
    }
}
