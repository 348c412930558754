package dev.sluice.builtin.receivers;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.smallrye.mutiny.Uni;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.sluice.builtin.HandlerConfigs;
import dev.sluice.builtin.checksum.ChecksumHandler;
import dev.sluice.builtin.http.OutboundHttp;
import dev.sluice.builtin.job.Checksum;
import dev.sluice.builtin.job.Webhook;
import dev.sluice.builtin.webhook.WebhookHandler;
import dev.sluice.job.JsonText;
import dev.sluice.test.TestJob;
import dev.sluice.testkit.Servers;
import dev.sluice.worker.handler.Outcome;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Receivers that misbehave in every way of {@link Behaviour}, on connections that good jobs share: no job is lost, none is
 * done twice but where the receiver left it open whether it was done, and none has the answer to another.
 */
@Timeout(60)
class ReceiversIT {

    private static final int GOOD = 100;
    private static final int ROUNDS = Integer.getInteger("receivers.rounds", 1);
    private static final String SEED = "receivers.seed";

    @RegisterExtension
    final Servers servers = new Servers();

    private final ConcurrentMap<String, Integer> deliveries = new ConcurrentHashMap<>();

    /** What became of a job, and at which try. */
    private record End(String id, Behaviour behaviour, List<Outcome> outcomes) {}

    @Test
    void noReceiverLosesDoublesOrMixesUpJobs() throws Exception {
        // Mutiny's first use makes what must not be made by two threads at once.
        Uni.createFrom().deferred(() -> Uni.createFrom().voidItem()).await().indefinitely();
        long seed = Long.getLong(SEED, System.nanoTime());
        HandlerConfigs config =
                HandlerConfigs.forLoopback("outbound.max-connections-per-host", "16", "outbound.idle-timeout", "5s");
        var http = new OutboundHttp(servers.vertx(), config.outbound());
        var webhooks = new WebhookHandler(http, config.webhook());
        var checksums = new ChecksumHandler(http, config.outbound());

        try (var receiver = new RawReceiver(this::converse);
                ExecutorService jobs = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<End>> all = new ArrayList<>();
            for (int i = 0; i < GOOD; i++) {
                String path = "/good/" + (200 + i % 100) + "/" + i;
                all.add(() -> deliver(webhooks, receiver.url() + path, Behaviour.ANSWERS, 30));
                all.add(() -> fetch(checksums, receiver.url() + "/content" + path));
                all.add(() -> fetch(checksums, receiver.url() + "/moved" + path));
            }
            for (int i = 0; i < ROUNDS; i++) {
                String round = "/" + i;
                for (Behaviour behaviour : Behaviour.values()) {
                    String url = receiver.url() + "/behave/" + behaviour + round;
                    all.add(() ->
                            deliver(webhooks, url, behaviour, behaviour.then == Behaviour.Then.TRIED_AGAIN ? 1 : 30));
                }
            }
            Collections.shuffle(all, new Random(seed));

            List<End> ends = new ArrayList<>();
            for (Future<End> end : jobs.invokeAll(all)) {
                ends.add(end.get());
            }

            assertThat(ends).hasSameSizeAs(all);
            assertThat(ends.stream().filter(this::isWrong))
                    .as("lost, done twice, or with the answer to another; again with -D%s=%d", SEED, seed)
                    .isEmpty();
        }
    }

    private boolean isWrong(End end) {
        Outcome last = end.outcomes().getLast();
        boolean ended = end.behaviour().then == Behaviour.Then.REJECTED
                ? last instanceof Outcome.Rejected
                : last instanceof Outcome.Completed;
        boolean itsOwnAnswer = !end.id().startsWith("/good/")
                || last.toString().contains(" " + end.id().split("/")[2]);
        return !ended || !itsOwnAnswer || !isDeliveredAsOften(end);
    }

    /** A receiver that closes a connection may do so just when a good job is sent on it, which is then tried again. */
    private boolean isDeliveredAsOften(End end) {
        int delivered = deliveries.get(end.id());
        long closed = end.outcomes().stream()
                .filter(outcome ->
                        outcome instanceof Outcome.Retry retry && retry.reason().contains(" failed: the connection "))
                .count();
        return end.behaviour().then == Behaviour.Then.TRIED_AGAIN
                ? delivered == 2
                : delivered == 1 || delivered <= 1 + closed;
    }

    private End deliver(WebhookHandler webhooks, String url, Behaviour behaviour, int timeoutSeconds) {
        String id = URI.create(url).getPath();
        // Large enough not to be with the receiver before it reads it
        String body = id.contains("UNREAD") || id.contains("NEVER_READS") ? "x".repeat(900_000) : "small";
        var webhook = new Webhook(URI.create(url), null, Map.of(), JsonText.of("\"" + body + "\""), timeoutSeconds);
        List<Outcome> outcomes = new ArrayList<>();
        do {
            outcomes.add(webhooks.handle(webhook, TestJob.create(id)).await().atMost(Duration.ofSeconds(40)));
        } while (outcomes.getLast() instanceof Outcome.Retry && outcomes.size() < 5);
        return new End(id, behaviour, outcomes);
    }

    private End fetch(ChecksumHandler checksums, String url) throws Exception {
        String id = URI.create(url).getPath();
        String expected = sha256(id.startsWith("/moved") ? "/content" + id : id);
        List<Outcome> outcomes = new ArrayList<>();
        do {
            outcomes.add(checksums.handle(new Checksum(URI.create(url), expected), TestJob.create(id)));
        } while (outcomes.getLast() instanceof Outcome.Retry && outcomes.size() < 5);
        return new End(id, Behaviour.ANSWERS, outcomes);
    }

    /** The receiver's side of one connection. */
    private void converse(Conversation conversation) throws IOException {
        for (String head = conversation.head(); head != null; head = conversation.head()) {
            String path = head.split(" ")[1];
            String[] parts = path.split("/");
            boolean first = deliveries.merge(path, 1, Integer::sum) == 1;
            if (parts[1].equals("behave") && first) {
                Behaviour.valueOf(parts[2]).run(conversation, head);
                continue;
            }
            conversation.body(head);
            conversation.write(
                    switch (parts[1]) {
                        case "good" -> answer(parts[2] + " Good", "");
                        case "content" -> answer("200 OK", path);
                        case "moved" -> answer("302 Found\r\nLocation: /content" + path, "x".repeat(30_000));
                        default -> answer("200 OK", "");
                    });
        }
    }

    private static String answer(String head, String body) {
        return "HTTP/1.1 " + head + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
