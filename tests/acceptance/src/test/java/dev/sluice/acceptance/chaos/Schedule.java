package dev.sluice.acceptance.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * What happens to whom, and when; all of it follows from one seed.
 *
 * @param workers the events of each worker, in order
 * @param producer the events of the producer
 */
record Schedule(List<List<Event>> workers, List<Event> producer) {

    /** What stopping and starting a worker takes, about; only to spread the submissions over the schedule. */
    private static final Duration NEW_START = Duration.ofSeconds(4);

    /** Each trouble comes to each worker once in a round, in an order of the worker's own. */
    static Schedule inRounds(long seed, int workers, int rounds, Duration visibility) {
        Random random = new Random(seed);
        List<List<Event>> events = new ArrayList<>();
        for (int worker = 0; worker < workers; worker++) {
            List<Event> own = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                own.addAll(shuffled(List.of(Trouble.values()), visibility, random));
            }
            events.add(own);
        }
        return new Schedule(events, shuffled(Trouble.withoutDoubt(), visibility, random));
    }

    /** Each trouble comes once, to one worker or another. */
    static Schedule dealt(long seed, int workers, Duration visibility) {
        Random random = new Random(seed);
        List<List<Event>> events = new ArrayList<>();
        for (int worker = 0; worker < workers; worker++) {
            events.add(new ArrayList<>());
        }
        int next = 0;
        for (Event event : shuffled(List.of(Trouble.values()), visibility, random)) {
            events.get(next++ % workers).add(event);
        }
        return new Schedule(events, shuffled(Trouble.withoutDoubt(), visibility, random));
    }

    /** About how long it takes. */
    Duration length() {
        return workers.stream().map(Schedule::length).max(Duration::compareTo).orElse(Duration.ZERO);
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        for (int i = 0; i < workers.size(); i++) {
            append(text, "worker-" + (i + 1), workers.get(i));
        }
        append(text, "producer", producer);
        return text.toString();
    }

    private static Duration length(List<Event> events) {
        return events.stream()
                .map(event -> event.after().plus(event.trouble().isOfLink() ? event.lasting() : NEW_START))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static void append(StringBuilder text, String who, List<Event> events) {
        events.forEach(event -> text.append("  %-9s %s%n".formatted(who, event)));
    }

    private static List<Event> shuffled(List<Trouble> troubles, Duration visibility, Random random) {
        List<Trouble> order = new ArrayList<>(troubles);
        Collections.shuffle(order, random);
        List<Event> events = new ArrayList<>();
        for (Trouble trouble : order) {
            Duration after = Duration.ofMillis(random.nextInt(500, 3_000));
            events.add(new Event(after, trouble, trouble.lasting(visibility, random)));
        }
        return events;
    }
}
