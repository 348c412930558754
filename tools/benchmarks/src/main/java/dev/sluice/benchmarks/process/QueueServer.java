package dev.sluice.benchmarks.process;

import java.net.URI;

import dev.sluice.localaws.LocalSqs;

/** The program of the process that is the queue, so that what it costs is no one else's. */
public final class QueueServer {

    private QueueServer() {}

    /**
     * Runs an SQS until the process is ended.
     *
     * @param args the port
     */
    public static void main(String[] args) throws InterruptedException {
        // ElasticMQ logs through SLF4J, which would complain that nobody listens.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        URI endpoint = LocalSqs.start(Integer.parseInt(args[0])).endpoint();
        System.out.println("SQS ready at " + endpoint);
        Thread.currentThread().join();
    }
}
