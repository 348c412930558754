package dev.sluice.sqs;

import java.util.UUID;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

import dev.sluice.devservices.server.LocalSqs;
import dev.sluice.devservices.server.QueueSpec;
import dev.sluice.testkit.SqsLink;
import dev.sluice.testkit.TestQueue;

/** What tests of channels stand on: an SQS for the class, and for each test a queue of its own and a link to it. */
abstract class ChannelTest {

    private static LocalSqs sqs;

    final String name = "jobs-" + UUID.randomUUID();
    SqsLink link;
    TestQueue queue;
    Channels channels;

    @BeforeAll
    static void startSqs() {
        sqs = LocalSqs.start(0);
    }

    @AfterAll
    static void stopSqs() {
        sqs.close();
    }

    @BeforeEach
    void open() {
        link = SqsLink.to(sqs.endpoint());
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
        return TestQueue.at(sqs.endpoint(), QueueSpec.named(name));
    }
}
