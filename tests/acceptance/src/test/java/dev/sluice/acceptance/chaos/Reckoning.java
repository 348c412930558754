package dev.sluice.acceptance.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.sluice.acceptance.Site;
import dev.sluice.testkit.Deliveries;
import dev.sluice.testkit.Delivery;
import dev.sluice.testkit.SqsLink;

/** Finds out what became of all jobs, when nobody works on them any more. */
final class Reckoning {

    private final Site site;
    private final Lapses lapses;
    private final Chronicle chronicle;

    Reckoning(Site site, Lapses lapses, Chronicle chronicle) {
        this.site = site;
        this.lapses = lapses;
        this.chronicle = chronicle;
    }

    Tally tally(Submitter submitter, List<Worker> workers, SqsLink producerLink) {
        Deliveries ledger = site.receiver().ledger();
        List<Repetition> explained = new ArrayList<>();
        List<Repetition> unexplained = new ArrayList<>();
        for (Repetition repetition : repetitions(ledger)) {
            boolean excused =
                    lapses.explain(repetition.earlier(), repetition.later(), call -> runsBehind(call, workers));
            (excused ? explained : unexplained).add(repetition);
        }
        unexplained.forEach(repetition -> tell(repetition, workers));
        List<String> lost = submitter.accepted().stream()
                .filter(job -> ledger.successes(job).isEmpty())
                .toList();
        lost.forEach(job -> chronicle.tell("LOST: " + job));
        return new Tally(
                submitter.accepted().size(),
                submitter.refused(),
                submitter.accepted().size() - lost.size(),
                explained,
                unexplained,
                lost,
                site.normal().visible() + site.high().visible(),
                site.normal().inFlight() + site.high().inFlight(),
                site.normal().deadLetters() + site.high().deadLetters(),
                workers.stream().mapToInt(Worker::badExits).sum(),
                requests(workers, producerLink),
                chronicle.counts());
    }

    private static Runs runsBehind(Delivery call, List<Worker> workers) {
        return Runs.of(
                call.jobId(),
                workers.stream()
                        .flatMap(worker -> worker.logOf(call.worker()).stream())
                        .toList());
    }

    private static List<Repetition> repetitions(Deliveries ledger) {
        List<Repetition> repetitions = new ArrayList<>();
        for (String job : ledger.jobs()) {
            List<Delivery> successes = ledger.successes(job);
            for (int i = 1; i < successes.size(); i++) {
                repetitions.add(new Repetition(successes.get(i - 1), successes.get(i)));
            }
        }
        return repetitions;
    }

    private static Map<String, Long> requests(List<Worker> workers, SqsLink producerLink) {
        Map<String, Long> requests = new TreeMap<>(producerLink.counts());
        workers.forEach(
                worker -> worker.link().counts().forEach((what, count) -> requests.merge(what, count, Long::sum)));
        return requests;
    }

    private void tell(Repetition repetition, List<Worker> workers) {
        Delivery earlier = repetition.earlier();
        Delivery later = repetition.later();
        chronicle.tell("UNEXPLAINED: %s was done by %s at %.1f s (answered at %.1f s) and again by %s at %.1f s"
                .formatted(
                        earlier.jobId(),
                        earlier.worker(),
                        chronicle.seconds(earlier.at()),
                        chronicle.seconds(earlier.answeredAt()),
                        later.worker(),
                        chronicle.seconds(later.at())));
        workers.stream()
                .flatMap(worker -> worker.linesAbout(earlier.jobId()).stream())
                .forEach(chronicle::tell);
    }
}
