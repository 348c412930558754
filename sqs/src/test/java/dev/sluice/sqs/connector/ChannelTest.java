package dev.sluice.sqs.connector;

import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import dev.sluice.localaws.LocalSqs;
import dev.sluice.localaws.QueueSpec;
import dev.sluice.testkit.SqsLink;
import dev.sluice.testkit.TestQueue;

/**
 * What tests of channels stand on: one SQS for all, and for each test a queue of its own and a link to it. The classes run side by
 * side, since they wait more than they work.
 */
@Execution(ExecutionMode.CONCURRENT)
abstract class ChannelTest {

    /** Ends with the JVM. */
    private static final LocalSqs SQS = LocalSqs.start(0);

    final String name = "jobs-" + UUID.randomUUID();
    SqsLink link;
    TestQueue queue;
    Channels channels;

    @BeforeEach
    void open() {
        link = SqsLink.to(SQS.endpoint());
        queue = openQueue(name);
        channels = new Channels(link.endpoint());
    }

    @AfterEach
    void close() {
        link.mend();
        channels.close();
        queue.close();
        link.close();
    }

    static TestQueue openQueue(String name) {
        return openQueue(QueueSpec.named(name));
    }

    static TestQueue openQueue(QueueSpec spec) {
        return TestQueue.at(SQS.endpoint(), spec);
    }
}
