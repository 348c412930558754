package dev.sluice.dashboard.deployed;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;

/**
 * The files under {@code deploy/cloudwatch} that are made from the tables here. They are kept with the sources, so that a
 * reader sees what a change of a meter does to the dashboard; a test compares them, and writes them anew if asked to.
 */
public final class DeployedFiles {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private static final List<CloudWatchAlarms.Queue> QUEUES = List.of(
            new CloudWatchAlarms.Queue("High", "${HighQueueName}", "${HighDeadLetterQueueName}"),
            new CloudWatchAlarms.Queue("Normal", "${NormalQueueName}", "${NormalDeadLetterQueueName}"));

    private DeployedFiles() {}

    /** What is to be in them, by name. */
    static Map<String, String> contents() throws IOException {
        var dashboard = new CloudWatchDashboard(
                QUEUES.stream().map(CloudWatchAlarms.Queue::name).toList(),
                QUEUES.stream().map(CloudWatchAlarms.Queue::deadLetterName).toList());
        Map<String, String> contents = new LinkedHashMap<>();
        contents.put("dashboard.json", text(dashboard.body()));
        contents.put("alarms.json", text(new CloudWatchAlarms(QUEUES).resources()));
        return contents;
    }

    private static String text(JsonNode content) throws IOException {
        return JSON.writeValueAsString(content) + "\n";
    }
}
