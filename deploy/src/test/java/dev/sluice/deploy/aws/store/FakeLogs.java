package dev.sluice.deploy.aws.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteLogGroupRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteLogGroupResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogGroupsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogGroupsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;

import dev.sluice.deploy.aws.wire.AwsError;
import dev.sluice.deploy.aws.wire.Operations;

/** As much of CloudWatch Logs as reading needs; a filter pattern is taken as a text that lines contain. */
public final class FakeLogs {

    private final Map<String, List<FilteredLogEvent>> groups = new TreeMap<>();
    private int written;

    public synchronized void createGroup(String group) {
        groups.putIfAbsent(group, new ArrayList<>());
    }

    /** A line that a container wrote. */
    public synchronized void write(String group, String stream, Instant time, String message) {
        createGroup(group);
        groups.get(group)
                .add(FilteredLogEvent.builder()
                        .eventId(Integer.toString(++written))
                        .logStreamName(stream)
                        .timestamp(time.toEpochMilli())
                        .message(message)
                        .build());
    }

    public Operations operations() {
        return new Operations()
                .with(FilterLogEventsRequest::builder, this::filter)
                .with(DescribeLogGroupsRequest::builder, this::describeGroups)
                .with(DeleteLogGroupRequest::builder, this::deleteGroup);
    }

    public synchronized Set<String> groups() {
        return Set.copyOf(groups.keySet());
    }

    private synchronized DescribeLogGroupsResponse describeGroups(DescribeLogGroupsRequest request) {
        String prefix = request.logGroupNamePrefix() == null ? "" : request.logGroupNamePrefix();
        return DescribeLogGroupsResponse.builder()
                .logGroups(groups.keySet().stream()
                        .filter(name -> name.startsWith(prefix))
                        .map(name -> LogGroup.builder().logGroupName(name).build())
                        .toList())
                .build();
    }

    private synchronized DeleteLogGroupResponse deleteGroup(DeleteLogGroupRequest request) {
        if (groups.remove(request.logGroupName()) == null) {
            throw new AwsError(400, "ResourceNotFoundException", "The specified log group does not exist.");
        }
        return DeleteLogGroupResponse.builder().build();
    }

    private synchronized FilterLogEventsResponse filter(FilterLogEventsRequest request) {
        List<FilteredLogEvent> events = groups.get(request.logGroupName());
        if (events == null) {
            throw new AwsError(400, "ResourceNotFoundException", "The specified log group does not exist.");
        }
        List<String> patterns = patterns(request.filterPattern() == null ? "" : request.filterPattern());
        return FilterLogEventsResponse.builder()
                .events(events.stream()
                        .filter(event -> event.timestamp() >= request.startTime())
                        .filter(event -> patterns.stream().anyMatch(event.message()::contains))
                        .toList())
                .build();
    }

    /** Filter pattern syntax: terms with a question mark are alternatives, and what stands in quotes is looked for as it is. */
    private static List<String> patterns(String pattern) {
        List<String> alternatives = Pattern.compile("\\?\"([^\"]*)\"")
                .matcher(pattern)
                .results()
                .map(match -> match.group(1))
                .toList();
        return alternatives.isEmpty() ? List.of(pattern.replaceFirst("^\"(.*)\"$", "$1")) : alternatives;
    }
}
