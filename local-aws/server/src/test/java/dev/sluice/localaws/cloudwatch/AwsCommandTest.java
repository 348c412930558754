package dev.sluice.localaws.cloudwatch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The real {@code aws} command, as an operator would use it. */
@Tag("process")
class AwsCommandTest {

    private static final ManualClock CLOCK = new ManualClock("2026-11-22T10:10:30Z");

    private static LocalCloudWatch local;

    @BeforeAll
    static void start() {
        local = LocalCloudWatch.start(0, CLOCK);
    }

    @AfterAll
    static void stop() {
        local.close();
    }

    @Test
    void whatItWritesItReads() throws Exception {
        aws("put-metric-data --namespace Sluice --metric-name JobTime --unit Milliseconds"
                + " --dimensions Queue=jobs,Type=webhook --value 40 --timestamp 2026-11-22T10:01:05Z");
        aws("put-metric-data --namespace Sluice --metric-name JobTime --unit Milliseconds"
                + " --dimensions Queue=jobs,Type=webhook --timestamp 2026-11-22T10:01:20Z"
                + " --statistic-values SampleCount=1,Sum=60,Minimum=60,Maximum=60");

        JsonNode statistics = aws("get-metric-statistics --namespace Sluice --metric-name JobTime"
                + " --dimensions Name=Queue,Value=jobs Name=Type,Value=webhook --period 60"
                + " --start-time 2026-11-22T10:00:00Z --end-time 2026-11-22T10:10:00Z --statistics Average Maximum");
        assertThat(statistics.at("/Datapoints/0/Average").asDouble()).isEqualTo(50);
        assertThat(statistics.at("/Datapoints/0/Maximum").asDouble()).isEqualTo(60);
        assertThat(statistics.at("/Datapoints/0/Unit").asText()).isEqualTo("Milliseconds");

        JsonNode data = aws(
                "get-metric-data --start-time 2026-11-22T10:00:00Z --end-time 2026-11-22T10:10:00Z",
                "--metric-data-queries",
                """
                [{"Id": "p99", "MetricStat": {"Period": 60, "Stat": "p99", "Metric": {
                    "Namespace": "Sluice", "MetricName": "JobTime", "Dimensions": [
                      {"Name": "Queue", "Value": "jobs"}, {"Name": "Type", "Value": "webhook"}]}}},
                 {"Id": "seconds", "Expression": "p99 / 1000", "Label": "in seconds"}]
                """);
        assertThat(data.at("/MetricDataResults/0/Values/0").asDouble()).isEqualTo(60);
        assertThat(data.at("/MetricDataResults/1/Values/0").asDouble()).isEqualTo(0.06);
        assertThat(data.at("/MetricDataResults/1/Label").asText()).isEqualTo("in seconds");

        assertThat(aws("list-metrics --namespace Sluice --dimensions Name=Queue")
                        .at("/Metrics/0/Dimensions/1/Value")
                        .asText())
                .isEqualTo("webhook");
    }

    @Test
    void anAlarmIsMadeSeenAndDeleted() throws Exception {
        aws("put-metric-alarm --alarm-name dead-letters --namespace Sluice --metric-name Dead --statistic Sum"
                + " --period 60 --evaluation-periods 1 --threshold 0 --comparison-operator GreaterThanThreshold"
                + " --treat-missing-data notBreaching");
        aws("put-metric-data --namespace Sluice --metric-name Dead --value 1 --timestamp 2026-11-22T10:09:30Z");

        JsonNode alarms = aws("describe-alarms --state-value ALARM");

        assertThat(alarms.at("/MetricAlarms/0/StateReason").asText())
                .contains("[1.0 (22/11/26 10:09:00)] was greater than the threshold (0.0)");
        assertThat(aws("describe-alarm-history --alarm-name dead-letters --history-item-type StateUpdate")
                        .at("/AlarmHistoryItems/0/HistorySummary")
                        .asText())
                .endsWith(" to ALARM");
        aws("delete-alarms --alarm-names dead-letters");
        assertThat(aws("describe-alarms").at("/MetricAlarms")).isEmpty();
    }

    private static JsonNode aws(String words, String... more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("aws", "cloudwatch"));
        command.addAll(List.of(words.split(" ")));
        command.addAll(List.of(more));
        command.addAll(
                List.of("--output", "json", "--endpoint-url", local.endpoint().toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("AWS_REGION", "eu-central-1");
        builder.environment().put("AWS_DEFAULT_REGION", "eu-central-1");
        builder.environment().put("AWS_ACCESS_KEY_ID", "test");
        builder.environment().put("AWS_SECRET_ACCESS_KEY", "test");
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return new JsonMapper().readTree(output);
    }
}
