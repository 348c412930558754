package dev.sluice.testkit;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** How a packaged service is started: its command line, and nothing but its environment to configure it. */
final class ServiceCommand {

    private ServiceCommand() {}

    /**
     * A process that is ready to start, with its standard error in its standard output.
     *
     * @param module the module's folder, seen from the root of the project
     * @param options in addition to the usual ones, and stronger
     */
    static ProcessBuilder of(String module, URI sqs, Map<String, String> environment, List<String> options) {
        Path target = Repository.root().resolve(module).resolve("target");
        ProcessBuilder builder =
                new ProcessBuilder(Packaging.underTest().commandLine(target, options)).redirectErrorStream(true);
        Map<String, String> variables = builder.environment();
        variables.keySet().removeIf(key -> key.startsWith("AWS_") || key.startsWith("QUARKUS_"));
        variables.put("QUARKUS_HTTP_PORT", "0");
        variables.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        variables.put("QUARKUS_MANAGEMENT_PORT", "0");
        variables.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
        variables.put("QUARKUS_SQS_ENDPOINT_OVERRIDE", sqs.toString());
        variables.put("AWS_REGION", "eu-central-1");
        variables.put("AWS_ACCESS_KEY_ID", "test");
        variables.put("AWS_SECRET_ACCESS_KEY", "test");
        // To Amazon's own CloudWatch no test has any business.
        variables.put("SLUICE_CLOUDWATCH_ENABLED", "false");
        // And a build server's instance is not to be protected by the workers of tests.
        variables.put("SLUICE_CONSUMER_SCALE_IN_PROTECTION_ENABLED", "false");
        variables.putAll(environment);
        return builder;
    }
}
