package dev.sluice.acceptance.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.sluice.acceptance.Table;

/**
 * What became of all jobs.
 *
 * @param accepted jobs with a 202
 * @param refused submissions with anything else
 * @param done accepted jobs that were done at least once
 * @param explained repetitions for which a dead or sleeping worker is to blame
 * @param unexplained repetitions for which nobody but Sluice is to blame
 * @param lost accepted jobs that were never done
 * @param visible messages left in the queues
 * @param inFlight messages left with workers that no longer exist
 * @param badExits workers that were stopped in good order and did not end with 0
 * @param requests what reached SQS, by operation
 * @param events how often each trouble came
 */
record Tally(
        int accepted,
        int refused,
        int done,
        List<Repetition> explained,
        List<Repetition> unexplained,
        List<String> lost,
        int visible,
        int inFlight,
        int deadLetters,
        int badExits,
        Map<String, Long> requests,
        Map<Trouble, Integer> events) {

    /** Every way in which it is not as it should be; empty if all is well. */
    List<String> complaints() {
        List<String> complaints = new ArrayList<>();
        complain(complaints, lost.size(), "jobs are lost");
        complain(complaints, unexplained.size(), "jobs were done again without a reason");
        complain(complaints, visible + inFlight, "messages are left");
        complain(complaints, deadLetters, "messages are in the dead-letter queues");
        complain(complaints, badExits, "workers ended SIGTERM with a status other than 0");
        return complaints;
    }

    Table table(String title) {
        Table table = new Table(title)
                .row("jobs accepted", accepted)
                .row("submissions refused (503)", refused)
                .row("jobs done", done)
                .row("done again, worker killed or paused", explained.size())
                .row("done again, UNEXPLAINED", unexplained.size())
                .row("lost", lost.size())
                .row("left in the queue, visible", visible)
                .row("left in the queue, in flight", inFlight)
                .row("dead-lettered", deadLetters)
                .row("SIGTERM with a status other than 0", badExits)
                .heading("requests to SQS per job");
        requests.forEach((operation, count) -> table.row("  " + operation, count / (double) Math.max(1, done)));
        table.heading("events");
        events.forEach((trouble, count) -> table.row("  " + trouble, count));
        return table;
    }

    private static void complain(List<String> complaints, int count, String what) {
        if (count > 0) {
            complaints.add(count + " " + what);
        }
    }
}
