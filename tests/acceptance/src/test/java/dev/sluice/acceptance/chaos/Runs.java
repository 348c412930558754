package dev.sluice.acceptance.chaos;

import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** How often one process of a worker ran one job, and for how long each time, as its log tells. */
record Runs(List<Run> all) {

    /** @param length from its begin to its outcome, by a clock that goes on while the process is asleep */
    record Run(boolean completed, Duration length) {

        private static Run of(MatchResult line) {
            return new Run(line.group(1).equals("completed in"), Duration.ofMillis(Long.parseLong(line.group(2))));
        }
    }

    /** Reads what a process has written. */
    static Runs of(String jobId, List<String> log) {
        Pattern end = Pattern.compile("Job \\S+ " + Pattern.quote(jobId)
                + " (completed in|failed after|rejected after|stopped after) (\\d+) ms");
        return new Runs(log.stream()
                .flatMap(line -> end.matcher(line).results())
                .map(Run::of)
                .toList());
    }

    boolean oneLasted(Duration time) {
        return all.stream().anyMatch(run -> run.length().compareTo(time) >= 0);
    }

    /** Whether there is one that did the job in less time: it would be the one that made a call. */
    boolean oneCompletedWithin(Duration time) {
        return all.stream().anyMatch(run -> run.completed() && run.length().compareTo(time) < 0);
    }
}
