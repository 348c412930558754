package dev.sluice.worker.intake;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.ObserverMethod;
import jakarta.inject.Singleton;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

import dev.sluice.sqs.IncomingSqsMetadata;
import dev.sluice.worker.eventloop.HandlerLoops;

/**
 * The stream of jobs through this worker. What the {@link JobPipeline} has room for is its demand, and so, through the
 * connector's polls, the queue's.
 */
@Singleton
public class JobStream {

    private static final Logger LOG = Logger.getLogger(JobStream.class);

    @SuppressWarnings("rawtypes")
    private final Multi<Message> messages;

    private final CodeGate gate;
    private final HandlerLoops loops;
    private final JobPipeline pipeline;

    /**
     * @param messages of any type, so that Reactive Messaging converts none of them: its converter would ask the channel for
     *     one message at a time, whatever the demand
     */
    JobStream(
            @SuppressWarnings("rawtypes") @Channel("jobs") Multi<Message> messages,
            CodeGate gate,
            HandlerLoops loops,
            JobPipeline pipeline) {
        this.messages = messages;
        this.gate = gate;
        this.loops = loops;
        this.pipeline = pipeline;
    }

    /** After all that may fail the start: a failure while the stream is being subscribed to would get lost in the stream. */
    void start(@Observes @Priority(ObserverMethod.DEFAULT_PRIORITY + 1) StartupEvent starting) {
        messages.subscribe()
                .with(
                        subscription -> pipeline.open(subscription::request),
                        this::handOver,
                        failure -> LOG.fatal(
                                "Job stream failed; the worker receives no more jobs; this is a bug in Sluice",
                                failure),
                        () -> {});
    }

    @SuppressWarnings("unchecked")
    private void handOver(Message<?> any) {
        Message<String> message = (Message<String>) any;
        IncomingSqsMetadata metadata =
                message.getMetadata(IncomingSqsMetadata.class).orElseThrow();
        Runnable task = () -> pipeline.process(message, metadata);
        if (!gate.isOpen()) {
            gate.pass(message, () -> loops.execute(task));
        } else if (!metadata.endOfBatch()) {
            loops.gather(task);
        } else {
            loops.execute(task);
        }
    }
}
