package dev.sluice.acceptance.chaos;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import dev.sluice.acceptance.Pause;
import dev.sluice.acceptance.Site;
import dev.sluice.testkit.PackagedService;
import dev.sluice.testkit.SqsLink;

/**
 * A worker that dies, sleeps and is started again. Each of its processes has a name of its own, which its calls carry as
 * their {@code User-Agent}: so each delivery can be laid at somebody's door.
 */
final class Worker implements AutoCloseable {

    private final Site site;
    private final String name;
    private final Map<String, String> settings;
    private final Lapses lapses;
    private final Chronicle chronicle;
    private final SqsLink link;
    private final AtomicInteger badExits = new AtomicInteger();
    private final List<PackagedService> processes = new CopyOnWriteArrayList<>();
    private PackagedService process;

    Worker(Site site, String name, Map<String, String> settings, Lapses lapses, Chronicle chronicle) {
        this.site = site;
        this.name = name;
        this.settings = settings;
        this.lapses = lapses;
        this.chronicle = chronicle;
        this.link = SqsLink.to(site.sqs());
        start();
    }

    String name() {
        return name;
    }

    SqsLink link() {
        return link;
    }

    /** What its processes have written about this job. */
    List<String> linesAbout(String jobId) {
        return processes.stream()
                .flatMap(each -> each.log().stream())
                .filter(line -> line.contains(jobId))
                .map(line -> name + ": " + line)
                .toList();
    }

    /** What the process of this name has written; nothing if it is none of this worker's. */
    List<String> logOf(String process) {
        return IntStream.range(0, processes.size())
                .filter(i -> processName(i + 1).equals(process))
                .mapToObj(i -> processes.get(i).log())
                .flatMap(List::stream)
                .toList();
    }

    /** How often it was stopped in good order and yet ended with another status than 0. */
    int badExits() {
        return badExits.get();
    }

    /** Brings the trouble, waits for its end, and sees to it that the worker works again. */
    void suffer(Event event) {
        switch (event.trouble()) {
            case KILL -> {
                long before = System.nanoTime();
                process.kill();
                lapses.add(Lapse.forGood(processName(), before));
                start();
            }
            case TERMINATE -> {
                stop();
                start();
            }
            case PAUSE -> {
                long before = System.nanoTime();
                process.pause();
                Pause.of(event.lasting());
                process.resume();
                lapses.add(new Lapse(processName(), before, System.nanoTime()));
            }
            default -> breakLink(link, event);
        }
    }

    /** SIGTERM, and the end in good order. */
    void stop() {
        long before = System.nanoTime();
        int status = process.terminate();
        chronicle.tell(
                "%s ended with %d after %.1f s".formatted(processName(), status, (System.nanoTime() - before) / 1e9));
        if (status != 0) {
            badExits.incrementAndGet();
        }
    }

    @Override
    public void close() {
        process.close();
        link.close();
    }

    static void breakLink(SqsLink link, Event event) {
        link.breakWith(event.trouble().fault().orElseThrow());
        Pause.of(event.lasting());
        link.mend();
    }

    private void start() {
        Map<String, String> all = new HashMap<>(settings);
        all.put("SLUICE_CONSUMER_OUTBOUND_USER_AGENT", processName(processes.size() + 1));
        process = site.startWorker(link, all);
        processes.add(process);
    }

    private String processName() {
        return processName(processes.size());
    }

    private String processName(int start) {
        return name + "." + start;
    }
}
