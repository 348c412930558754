package dev.sluice.deploy.aws;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;

/** As much of CloudWatch Logs as reading needs; a filter pattern is taken as a text that lines contain. */
public final class FakeLogs {

    private final Map<String, List<FilteredLogEvent>> groups = new TreeMap<>();
    private int written;

    public void createGroup(String group) {
        groups.putIfAbsent(group, new ArrayList<>());
    }

    /** A line that a container wrote. */
    public void write(String group, String stream, Instant time, String message) {
        createGroup(group);
        groups.get(group)
                .add(FilteredLogEvent.builder()
                        .eventId(Integer.toString(++written))
                        .logStreamName(stream)
                        .timestamp(time.toEpochMilli())
                        .message(message)
                        .build());
    }

    Operations operations() {
        return new Operations().with(FilterLogEventsRequest::builder, this::filter);
    }

    private FilterLogEventsResponse filter(FilterLogEventsRequest request) {
        List<FilteredLogEvent> events = groups.get(request.logGroupName());
        if (events == null) {
            throw new AwsError(400, "ResourceNotFoundException", "The specified log group does not exist.");
        }
        String pattern = request.filterPattern() == null ? "" : request.filterPattern();
        return FilterLogEventsResponse.builder()
                .events(events.stream()
                        .filter(event -> event.timestamp() >= request.startTime())
                        .filter(event -> event.message().contains(pattern))
                        .toList())
                .build();
    }
}
