package dev.sluice.localaws.cloudwatch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What goes over the wire: the protocols that the SDK of today does not speak, and what nobody should send. */
class ProtocolsTest {

    private static final String CBOR = "/service/GraniteServiceVersion20100801/operation/";

    private static LocalCloudWatch local;
    private static HttpClient http;

    @BeforeAll
    static void start() {
        local = LocalCloudWatch.start(0, new ManualClock("2026-11-22T10:10:30Z"));
        http = HttpClient.newHttpClient();
    }

    @AfterAll
    static void stop() {
        http.close();
        local.close();
    }

    @Test
    void theQueryProtocolOfOlderClientsWritesAndReads() throws Exception {
        HttpResponse<String> written = query("Action=PutMetricData&Version=2010-08-01&Namespace=Query"
                + "&MetricData.member.1.MetricName=depth&MetricData.member.1.Value=2.5&MetricData.member.1.Unit=Count"
                + "&MetricData.member.1.Timestamp=2026-11-22T10%3A00%3A05Z"
                + "&MetricData.member.1.Dimensions.member.1.Name=Queue"
                + "&MetricData.member.1.Dimensions.member.1.Value=jobs"
                + "&MetricData.member.2.MetricName=times&MetricData.member.2.Values.member.1=1"
                + "&MetricData.member.2.Counts.member.1=3");
        assertThat(written.statusCode()).isEqualTo(200);
        assertThat(written.body()).contains("<PutMetricDataResponse xmlns=", "<RequestId>");

        assertThat(query("Action=GetMetricStatistics&Version=2010-08-01&Namespace=Query&MetricName=depth"
                                + "&Dimensions.member.1.Name=Queue&Dimensions.member.1.Value=jobs&Period=60"
                                + "&StartTime=2026-11-22T10:00:00Z&EndTime=2026-11-22T10:10:00Z"
                                + "&ExtendedStatistics.member.1=p50")
                        .body())
                .contains(
                        "<GetMetricStatisticsResult><Label>depth</Label><Datapoints><member>",
                        "<Timestamp>2026-11-22T10:00:00Z</Timestamp>",
                        "<ExtendedStatistics><entry><key>p50</key><value>2.5</value></entry></ExtendedStatistics>");
        assertThat(query("Action=ListMetrics&Namespace=Query").body())
                .contains("<Dimensions><member><Name>Queue</Name><Value>jobs</Value></member></Dimensions>");
    }

    @Test
    void theQueryProtocolsErrorsAreXml() throws Exception {
        HttpResponse<String> refused = query("Action=PutMetricData&Namespace=AWS%2FSQS&MetricData.member.1.Value=1");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body())
                .contains("<ErrorResponse xmlns=", "<Type>Sender</Type><Code>InvalidParameterValue</Code>");
    }

    @Test
    void theJsonProtocolWritesAndReads() throws Exception {
        assertThat(json(
                                "PutMetricData",
                                "{\"Namespace\":\"Json\",\"MetricData\":[{\"MetricName\":\"m\",\"Value\":2,"
                                        + "\"Timestamp\":1795341605}]}")
                        .body())
                .isEqualTo("{}");
        assertThat(json(
                                "GetMetricStatistics",
                                "{\"Namespace\":\"Json\",\"MetricName\":\"m\",\"Period\":60,\"Statistics\":[\"Sum\"],"
                                        + "\"StartTime\":1795341600,\"EndTime\":1795342200.5}")
                        .body())
                .isEqualTo(
                        "{\"Label\":\"m\",\"Datapoints\":[{\"Timestamp\":1.7953416E9,\"Sum\":2.0,\"Unit\":\"None\"}]}");

        HttpResponse<String> refused = json("PutMetricData", "{\"MetricData\":[]}");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).startsWith("{\"__type\":\"com.amazonaws.cloudwatch#MissingRequiredParameter");
        assertThat(refused.headers().firstValue("x-amzn-query-error")).contains("MissingParameter;Sender");
    }

    @Test
    void anEmptyAnswerInCborIsAnEmptyMap() throws Exception {
        HttpResponse<byte[]> answer =
                http.send(cbor("SetAlarmState", bytes("a0")).build(), HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("smithy-protocol")).contains("rpc-v2-cbor");

        // {"Namespace": "Cbor", "MetricData": [{"MetricName": "m", "Value": 1.5}]}
        byte[] datum = bytes("a2694e616d6573706163656443626f726a4d657472696344617461"
                + "81a26a4d65747269634e616d65616d6556616c7565fb3ff8000000000000");
        answer = http.send(cbor("PutMetricData", datum).build(), HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).containsExactly(0xA0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // nothing
                "00", // a number
                "f6", // null
                "ff", // a break
                "80", // an array
                "bf", // a map that does not end
                "7bffffffffffffffff", // a text longer than all memory
                "9bffffffffffffffff", // an array longer than all memory
                "a16a4d6574726963446174618100", // a datum that is a number
                "a16a4d65747269634461746181f6", // a datum that is null
                "a1694e616d65737061636500", // a namespace that is a number
                "a16a4d6574726963446174616161" // data that are a text
            })
    void garbageInCborIsRefusedWithoutAStackTrace(String body) throws Exception {
        assertRefused(cbor("PutMetricData", bytes(body)), 400);
    }

    @Test
    void deepNestingIsRefused() throws Exception {
        byte[] nested = new byte[100_000];
        Arrays.fill(nested, (byte) 0x81);

        assertRefused(cbor("PutMetricData", nested), 400);
        assertRefused(post("/", "a.".repeat(100_000) + "=1&Action=ListMetrics"), 400);
        assertRefused(
                post(
                        "/",
                        "Action=GetMetricData&StartTime=2026-11-22T10:00:00Z&EndTime=2026-11-22T11:00:00Z"
                                + "&MetricDataQueries.member.1.Id=e1&MetricDataQueries.member.1.Expression="
                                + "(".repeat(2_000)),
                400);
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedPackedOrNot() throws Exception {
        assertRefused(cbor("PutMetricData", new byte[1_048_577]), 413);
        assertRefused(cbor("PutMetricData", new byte[20_000_000]), 413);

        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream packing = new GZIPOutputStream(bomb)) {
            packing.write(new byte[100_000_000]);
        }
        assertThat(bomb.size()).isLessThan(1_048_576);
        assertRefused(cbor("PutMetricData", bomb.toByteArray()).header("Content-Encoding", "gzip"), 413);
    }

    @Test
    void anEncodingThatIsNotWhatItSaysIsRefused() throws Exception {
        assertRefused(cbor("PutMetricData", bytes("a0")).header("Content-Encoding", "gzip"), 400);
        assertRefused(cbor("PutMetricData", bytes("a0")).header("Content-Encoding", "br"), 400);
    }

    @Test
    void anOperationThatIsNoneIsRefusedInEachProtocol() throws Exception {
        assertRefused(cbor("DropTables", bytes("a0")), 404);
        assertRefused(post("/elsewhere", "").header("smithy-protocol", "rpc-v2-cbor"), 404);
        assertRefused(post("/", "{}").header("X-Amz-Target", "GraniteServiceVersion20100801.DropTables"), 404);
        assertRefused(post("/", "{}").header("X-Amz-Target", "AmazonSQS.SendMessage"), 404);
        assertRefused(post("/", "Action=DropTables"), 404);
        assertRefused(post("/", "%zz=%"), 400);
        assertRefused(HttpRequest.newBuilder(local.endpoint()), 404);
    }

    @Test
    void aListThatIsNotNumberedIsRefused() throws Exception {
        assertRefused(post("/", "Action=PutMetricData&Namespace=N&MetricData.member.x.Value=1"), 400);
        assertRefused(post("/", "Action=PutMetricData&Namespace=N&MetricData.member.1.Value=many"), 400);
    }

    @Test
    void aFillOfAllTimesIsRefused() throws Exception {
        Map<String, String> input = Map.of(
                "StartTime", "1970-01-01T00:00:00Z",
                "EndTime", "2100-01-01T00:00:00Z",
                "MetricDataQueries.member.1.Id", "m1",
                "MetricDataQueries.member.1.MetricStat.Metric.Namespace", "N",
                "MetricDataQueries.member.1.MetricStat.Metric.MetricName", "m",
                "MetricDataQueries.member.1.MetricStat.Period", "1",
                "MetricDataQueries.member.1.MetricStat.Stat", "Sum",
                "MetricDataQueries.member.2.Id", "e1",
                "MetricDataQueries.member.2.Expression", "FILL(m1,0)");
        StringBuilder form = new StringBuilder("Action=GetMetricData");
        input.forEach((name, value) -> form.append('&').append(name).append('=').append(value));

        assertRefused(post("/", form.toString()), 400);
    }

    private static void assertRefused(HttpRequest.Builder request, int status) throws Exception {
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body())
                .doesNotContain("Exception:", "java.", "jackson", "\tat ")
                .isNotEmpty();
        assertThat(LocalCloudWatch.answersAt(local.endpoint())).isTrue();
    }

    private static HttpResponse<String> query(String form) throws Exception {
        return http.send(
                post("/", form)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> json(String operation, String body) throws IOException, InterruptedException {
        return http.send(
                post("/", body)
                        .header("Content-Type", "application/x-amz-json-1.0")
                        .header("X-Amz-Target", "GraniteServiceVersion20100801." + operation)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder post(String path, String body) {
        return HttpRequest.newBuilder(local.endpoint().resolve(path))
                .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
    }

    private static HttpRequest.Builder cbor(String operation, byte[] body) {
        return HttpRequest.newBuilder(URI.create(local.endpoint() + CBOR + operation))
                .header("smithy-protocol", "rpc-v2-cbor")
                .header("Content-Type", "application/cbor")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
