package dev.sluice.acceptance;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** The real {@code aws} command, as a user by hand would call it. */
final class AwsCommand {

    private AwsCommand() {}

    static void sendMessage(URI endpoint, String queueUrl, String body) throws Exception {
        var builder = new ProcessBuilder(
                        "aws",
                        "sqs",
                        "send-message",
                        "--endpoint-url",
                        endpoint.toString(),
                        "--queue-url",
                        queueUrl,
                        "--message-body",
                        body)
                .redirectErrorStream(true);
        builder.environment().put("AWS_REGION", "eu-central-1");
        builder.environment().put("AWS_DEFAULT_REGION", "eu-central-1");
        builder.environment().put("AWS_ACCESS_KEY_ID", "test");
        builder.environment().put("AWS_SECRET_ACCESS_KEY", "test");
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
    }
}
