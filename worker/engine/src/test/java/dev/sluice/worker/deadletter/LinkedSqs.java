package dev.sluice.worker.deadletter;

import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

import dev.sluice.localaws.LocalSqs;
import dev.sluice.localaws.QueueSpec;
import dev.sluice.localaws.Queues;
import dev.sluice.testkit.SqsLink;
import dev.sluice.testkit.TestQueue;

/** An SQS for one test class, and a link between it and the worker. */
public final class LinkedSqs implements QuarkusTestResourceLifecycleManager {

    private LocalSqs sqs;
    private SqsLink link;
    private TestQueue normal;
    private TestQueue high;

    @Override
    public Map<String, String> start() {
        sqs = LocalSqs.start(0);
        normal = TestQueue.at(sqs.endpoint(), QueueSpec.named("jobs-normal"));
        high = TestQueue.at(sqs.endpoint(), QueueSpec.named("jobs-high"));
        link = SqsLink.to(sqs.endpoint());
        return Map.of(
                "quarkus.sqs.endpoint-override", link.endpoint().toString(),
                "quarkus.sqs.aws.region", Queues.REGION,
                "quarkus.sqs.aws.credentials.type", "static",
                "quarkus.sqs.aws.credentials.static-provider.access-key-id", Queues.CREDENTIAL,
                "quarkus.sqs.aws.credentials.static-provider.secret-access-key", Queues.CREDENTIAL);
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(link, new TestInjector.MatchesType(SqsLink.class));
        injector.injectIntoFields(normal, new TestInjector.MatchesType(TestQueue.class));
    }

    @Override
    public void stop() {
        high.close();
        normal.close();
        link.close();
        sqs.close();
    }
}
