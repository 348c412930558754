package dev.sluice.deploy.aws.beanstalk;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.sluice.deploy.aws.store.FakeBuckets;
import dev.sluice.deploy.aws.wire.Operations;

import static org.assertj.core.api.Assertions.assertThat;

/** Amazon ECS Developer Guide, "Pass sensitive data to an Amazon ECS container": secrets need an execution role. */
class SecretsOfTasksTest {

    private static final String ENVIRONMENT = "sluice-dev-worker-high";
    private static final String WITHOUT_ROLE = "without-role";
    private static final String WITH_ROLE = "with-role";

    private final FakeBeanstalk beanstalk = new FakeBeanstalk(new FakeBuckets());

    @BeforeEach
    void run() throws IOException {
        String container = "\"containerDefinitions\": [{\"name\": \"worker\", \"image\": \"worker:1\"}]";
        beanstalk.createVersion(WITHOUT_ROLE, "1.zip", bundle("{" + container + "}"));
        beanstalk.createVersion(
                WITH_ROLE,
                "2.zip",
                bundle("{\"executionRoleArn\": \"arn:aws:iam::1:role/execution\", " + container + "}"));
        beanstalk.create(ENVIRONMENT, "before");
    }

    private static byte[] bundle(String dockerrun) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("Dockerrun.aws.json"));
            zip.write(dockerrun.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    @Test
    void aVersionWithoutExecutionRoleIsNotDeployedWhereThereAreSecrets() {
        beanstalk.setSecrets(ENVIRONMENT, Map.of("TOKEN", "arn:aws:secretsmanager:eu-central-1:1:secret:token-AbCdEf"));

        deploy(WITHOUT_ROLE);
        assertThat(beanstalk.labelOf(ENVIRONMENT)).isEqualTo("before");

        deploy(WITH_ROLE);
        assertThat(beanstalk.labelOf(ENVIRONMENT)).isEqualTo(WITH_ROLE);
    }

    @Test
    void withoutSecretsEachVersionIs() {
        deploy(WITH_ROLE);
        assertThat(beanstalk.labelOf(ENVIRONMENT)).isEqualTo(WITH_ROLE);

        deploy(WITHOUT_ROLE);
        assertThat(beanstalk.labelOf(ENVIRONMENT)).isEqualTo(WITHOUT_ROLE);
    }

    private void deploy(String label) {
        Operations operations = beanstalk.operations();
        operations.call(
                "UpdateEnvironment",
                JsonNodeFactory.instance
                        .objectNode()
                        .put("EnvironmentName", ENVIRONMENT)
                        .put("VersionLabel", label));
        // An update takes so many looks at most.
        for (int look = 0; look < 5; look++) {
            operations.call("DescribeEnvironments", JsonNodeFactory.instance.objectNode());
        }
    }
}
