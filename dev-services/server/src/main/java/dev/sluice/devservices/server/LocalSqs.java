package dev.sluice.devservices.server;

import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.BindException;
import java.net.URI;
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

/**
 * An Amazon SQS in this JVM: ElasticMQ on the loopback, in memory. What it holds is gone when it is closed; its threads
 * are daemons, so it never keeps a JVM alive.
 */
public final class LocalSqs implements AutoCloseable {

    /** ElasticMQ's own default, so that its documentation and its user interface fit. */
    public static final int DEFAULT_PORT = 9324;

    private static final String LOOPBACK = "127.0.0.1";

    /** Binding is immediate; a cold JVM on a busy machine needs seconds for Scala's and Pekko's classes. */
    private static final FiniteDuration START_LIMIT = FiniteDuration.apply(60, TimeUnit.SECONDS);

    /** Open long polls could hold a graceful stop for 20 s, and nobody needs their answers any more. */
    private static final FiniteDuration DRAIN_LIMIT = FiniteDuration.apply(200, TimeUnit.MILLISECONDS);

    private static final FiniteDuration STOP_LIMIT = FiniteDuration.apply(700, TimeUnit.MILLISECONDS);

    /** It tells of its start and of each queue; held here, since a logger that nobody holds forgets its level. */
    private static final Logger ELASTICMQ_LOG = Logger.getLogger("org.elasticmq");

    private final ActorSystem actors;
    private final Http.ServerBinding binding;
    private final URI endpoint;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * Runs an SQS until the process is ended. It says so in one line on standard output when it is ready; if the port
     * is taken it says that in one line on standard error, and exits with 1.
     *
     * @param args the port, else the system property {@code sluice.dev-services.port}, else 9324; 0 for a free one
     */
    public static void main(String[] args) throws InterruptedException {
        // ElasticMQ logs through SLF4J, which would complain that nobody listens.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        String port = args.length > 0
                ? args[0]
                : System.getProperty("sluice.dev-services.port", Integer.toString(DEFAULT_PORT));
        try {
            System.out.println("SQS ready at " + start(Integer.parseInt(port)).endpoint());
        } catch (NumberFormatException e) {
            exit("Not a port: " + port);
        } catch (UncheckedIOException | IllegalStateException | IllegalArgumentException e) {
            exit("SQS did not start: " + e.getMessage());
        }
        Thread.currentThread().join();
    }

    private static void exit(String why) {
        System.err.println(why);
        System.exit(1);
    }

    private LocalSqs(ActorSystem actors, Http.ServerBinding binding) {
        this.actors = actors;
        this.binding = binding;
        this.endpoint =
                URI.create("http://" + LOOPBACK + ":" + binding.localAddress().getPort());
    }

    /**
     * Starts an SQS without queues; the first in a JVM takes a second or two.
     *
     * @param port 0 for a free one
     * @throws UncheckedIOException caused by a {@link BindException} when the port is taken
     * @throws IllegalStateException when it cannot start for another reason
     */
    public static LocalSqs start(int port) {
        if (ELASTICMQ_LOG.getLevel() == null) {
            ELASTICMQ_LOG.setLevel(Level.WARNING);
        }
        Thread thread = Thread.currentThread();
        ClassLoader callers = thread.getContextClassLoader();
        ClassLoader own = LocalSqs.class.getClassLoader();
        // Pekko and ElasticMQ look for their configuration and classes there; in Quarkus it would be the application's.
        thread.setContextClassLoader(own);
        try {
            ActorSystem actors = ActorSystem.create("sluice-sqs", configuration(own), own);
            try {
                return new LocalSqs(actors, bind(actors, port));
            } catch (RuntimeException e) {
                actors.terminate();
                throw e;
            }
        } finally {
            thread.setContextClassLoader(callers);
        }
    }

    /** Where clients reach it, {@code http://127.0.0.1:<port>}; queue URLs start with it. */
    public URI endpoint() {
        return endpoint;
    }

    /** Creates queues with their dead-letter queues, see {@link Queues#ensure}. */
    public Map<String, String> createQueues(QueueSpec... queues) {
        return Queues.ensure(endpoint, List.of(queues));
    }

    /** Stops within about a second, even while long polls are open; they fail. The port is free afterwards. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            await(binding.terminate(DRAIN_LIMIT));
            await(actors.terminate());
            forgetMetrics();
        }
    }

    private static Http.ServerBinding bind(ActorSystem actors, int port) {
        SQSRestServer server = SQSRestServerBuilder.withActorSystem(actors)
                .withInterface(LOOPBACK)
                .withPort(port)
                .withSQSLimits(new SqsLimits())
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
                BindException named = new BindException("Port " + port + " on " + LOOPBACK + " is taken");
                named.initCause(refused);
                return new UncheckedIOException(named.getMessage(), named);
            }
        }
        return new IllegalStateException("SQS did not start on port " + port, e);
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
