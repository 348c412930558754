package dev.sluice.acceptance.hostile;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import dev.sluice.acceptance.Site;
import dev.sluice.testkit.PackagedService;
import dev.sluice.testkit.SqsLink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Both services under attack, by requests and by messages, while somebody else has jobs to be done. */
final class Hostility {

    private static final int ATTACKERS = 8;
    private static final String HEAP = "-Xmx128m";
    private static final Duration CALM = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** The heap, and as much again for code, stacks and buffers; it is bounded, however much is sent. */
    private static final long MOST_RESIDENT = 420L << 20;

    private static final int LARGEST_MESSAGE = 900_000;

    private Hostility() {}

    /** Asserts that valid jobs get their 202 in time and are done, that memory is bounded, and what the answers are. */
    static void of(long seed, Duration time) throws Exception {
        try (Site site = Site.here();
                SqsLink link = SqsLink.to(site.sqs());
                PackagedService producer = PackagedService.start("producer", link.endpoint(), Map.of(), HEAP);
                PackagedService worker = site.startWorker(link, Map.of(), HEAP);
                HonestClient client = new HonestClient(producer.api().resolve("/jobs"), site::submission)) {
            client.submitFor(CALM);
            Duration calm = client.submitFor(CALM);
            var answers = new HostileAnswers();
            List<Thread> attackers = attack(seed, time, producer, answers);
            Thread sender = Thread.ofVirtual().start(() -> sendMessages(seed, site));

            Duration longest = client.submitFor(time);
            for (Thread attacker : attackers) {
                attacker.join();
            }
            sender.join();

            System.out.printf(
                    "Answers: %s%nLongest wait for a 202: %d ms, before the attack %d ms%nResident: producer %d MB, worker %d MB%n",
                    answers.statuses(),
                    longest.toMillis(),
                    calm.toMillis(),
                    producer.residentBytes() >> 20,
                    worker.residentBytes() >> 20);
            await().atMost(Duration.ofMinutes(1)).until(() -> client.ids().stream()
                    .allMatch(id -> site.receiver().deliveries(id) >= 1));
            assertThat(answers.wrong()).isEmpty();
            // A machine that is busy with other things is slow before the attack too.
            assertThat(longest).isLessThan(longer(PATIENCE, calm.multipliedBy(5)));
            for (PackagedService service : List.of(producer, worker)) {
                assertThat(service.says("OutOfMemoryError")).isFalse();
                assertThat(service.says("has been blocked for")).isFalse();
                assertThat(service.residentBytes()).isLessThan(MOST_RESIDENT);
            }
        }
    }

    private static List<Thread> attack(long seed, Duration time, PackagedService producer, HostileAnswers answers) {
        long end = System.nanoTime() + time.toNanos();
        return IntStream.range(0, ATTACKERS)
                .mapToObj(i -> Thread.ofVirtual().start(new Attacker(producer.api(), seed + i, answers, end)))
                .toList();
    }

    private static void sendMessages(long seed, Site site) {
        var json = new HostileJson(new Random(seed));
        for (int i = 0; i < 20; i++) {
            site.normal()
                    .send(
                            "{\"specversion\":\"1.0\",\"id\":\"%d\",\"type\":\"webhook\",\"source\":\"/hostile\",\"data\":%s}"
                                    .formatted(i, json.data(LARGEST_MESSAGE / 2)));
        }
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
