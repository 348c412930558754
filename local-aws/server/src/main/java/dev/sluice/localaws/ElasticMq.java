package dev.sluice.localaws;

import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.BindException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.management.JMException;
import javax.management.ObjectName;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.http.scaladsl.Http;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import scala.concurrent.Await;
import scala.concurrent.Awaitable;
import scala.concurrent.duration.FiniteDuration;

/** One ElasticMQ with an actor system of its own: where Java meets Scala. */
final class ElasticMq implements AutoCloseable {

    static final String LOOPBACK = "127.0.0.1";

    /** Binding is immediate; a cold JVM on a busy machine needs seconds for Scala's and Pekko's classes. */
    private static final FiniteDuration START_LIMIT = FiniteDuration.apply(60, TimeUnit.SECONDS);

    /** Open long polls could hold a graceful stop for 20 s, and nobody needs their answers any more. */
    private static final FiniteDuration DRAIN_LIMIT = FiniteDuration.apply(200, TimeUnit.MILLISECONDS);

    /** For each of the two parts of a stop. */
    private static final FiniteDuration STOP_LIMIT = FiniteDuration.apply(500, TimeUnit.MILLISECONDS);

    /** It tells of its start and of each queue; held here, since a logger that nobody holds forgets its level. */
    private static final Logger LOG = Logger.getLogger("org.elasticmq");

    /** It tells of a taken port, and so does the exception. */
    private static final Logger START_LOG = Logger.getLogger("org.elasticmq.rest.sqs.TheSQSRestServerBuilder");

    private final ActorSystem actors;
    private final Http.ServerBinding binding;
    private final AtomicBoolean closed = new AtomicBoolean();

    private ElasticMq(ActorSystem actors, Http.ServerBinding binding) {
        this.actors = actors;
        this.binding = binding;
    }

    /** @throws UncheckedIOException when the port is taken, or may not be used */
    static ElasticMq start(int port) {
        if (LOG.getLevel() == null) {
            LOG.setLevel(Level.WARNING);
            START_LOG.setLevel(Level.OFF);
        }
        Thread thread = Thread.currentThread();
        ClassLoader callers = thread.getContextClassLoader();
        ClassLoader own = ElasticMq.class.getClassLoader();
        // Pekko and ElasticMQ look for their configuration and classes there; in Quarkus it would be the application's.
        thread.setContextClassLoader(own);
        try {
            ActorSystem actors = ActorSystem.create("sluice-sqs", configuration(own), own);
            try {
                GuardedHttp.install(actors);
                return new ElasticMq(actors, bind(actors, port));
            } catch (RuntimeException e) {
                actors.terminate();
                throw e;
            }
        } finally {
            thread.setContextClassLoader(callers);
        }
    }

    int port() {
        return binding.localAddress().getPort();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            await(binding.terminate(DRAIN_LIMIT));
            await(actors.terminate());
            forgetMetrics();
        }
    }

    private static Config configuration(ClassLoader classLoader) {
        return ConfigFactory.parseMap(Map.of(
                        "pekko.daemonic",
                        true,
                        "pekko.jvm-shutdown-hooks",
                        false,
                        "pekko.coordinated-shutdown.run-by-jvm-shutdown-hook",
                        false,
                        "pekko.loggers",
                        List.of(),
                        "pekko.loglevel",
                        "OFF",
                        "pekko.stdout-loglevel",
                        "OFF"))
                .withFallback(ConfigFactory.load(classLoader));
    }

    private static Http.ServerBinding bind(ActorSystem actors, int port) {
        SQSRestServer server = SQSRestServerBuilder.withActorSystem(actors)
                .withInterface(LOOPBACK)
                .withPort(port)
                .withSQSLimits(new LocalSqsLimits())
                .withAWSRegion(Queues.REGION)
                .start();
        try {
            return Await.result(server.startFuture(), START_LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while SQS started", e);
        } catch (Exception e) {
            throw bindFailure(e, port);
        }
    }

    private static RuntimeException bindFailure(Exception e, int port) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException refused) {
                String reason = refused.getMessage().replaceFirst("^\\[.*] ", "");
                BindException named =
                        new BindException("port " + port + " on " + LOOPBACK + " cannot be bound: " + reason);
                named.initCause(refused);
                return new UncheckedIOException(named.getMessage(), named);
            }
        }
        return new IllegalStateException("no SQS on port " + port, e);
    }

    private static void await(Awaitable<?> stopping) {
        try {
            Await.ready(stopping, STOP_LIMIT);
        } catch (TimeoutException e) {
            // What is left are daemon threads on their way out.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** ElasticMQ registers a bean that nobody reads here and that would keep all its queues in memory for good. */
    private static void forgetMetrics() {
        try {
            ManagementFactory.getPlatformMBeanServer().unregisterMBean(new ObjectName("org.elasticmq:name=Queues"));
        } catch (JMException e) {
            // It was another instance's and is gone already.
        }
    }
}
