package dev.sluice.scaling.world;

import java.util.Random;

/** One instance with its worker, second by second: it starts, has jobs in its slots, and at its end drains. */
final class Worker {

    /** Jobs that end in each second to come; longer than any job. */
    private final int[] endings = new int[4096];

    /** By how many the jobs that count for the protection change in each second to come. */
    private final int[] agings = new int[endings.length];

    private final int slots;
    private final Protection protection;
    private final int inServiceAt;
    private final int takesJobsAt;
    private int inWork;
    private int aged;
    private int lastAged = Integer.MIN_VALUE / 2;
    private int drainsSince = -1;

    Worker(int slots, Protection protection, int now, Aws aws, Random random) {
        this.slots = slots;
        this.protection = protection;
        this.inServiceAt = now + aws.inServiceDelay();
        this.takesJobsAt = now + aws.startDelay() + random.nextInt(-aws.startJitter(), aws.startJitter() + 1);
    }

    /** A worker of the first hour: it has long been there. */
    Worker(int slots, Protection protection) {
        this.slots = slots;
        this.protection = protection;
        this.inServiceAt = Integer.MIN_VALUE / 2;
        this.takesJobsAt = Integer.MIN_VALUE / 2;
    }

    boolean isInService(int now) {
        return now >= inServiceAt;
    }

    boolean isWarm(int now, int warmUp) {
        return now >= inServiceAt + warmUp;
    }

    int free(int now) {
        return now < takesJobsAt || drainsSince >= 0 ? 0 : slots - inWork;
    }

    /** Jobs that have ended in this second leave their slots. */
    void endJobs(int now) {
        int at = now % endings.length;
        inWork -= endings[at];
        endings[at] = 0;
        aged += agings[at];
        agings[at] = 0;
        if (aged > 0) {
            lastAged = now;
        }
    }

    /** Takes jobs, each of which lasts from one second to nearly twice the mean, all lengths being equally likely. */
    void start(int now, int jobs, int secondsPerJob, Random random) {
        inWork += jobs;
        int lengths = 2 * secondsPerJob - 1;
        int each = jobs / lengths;
        for (int length = 1; each > 0 && length <= lengths; length++) {
            start(now, each, length);
        }
        for (int i = each * lengths; i < jobs; i++) {
            start(now, 1, 1 + random.nextInt(lengths));
        }
    }

    private void start(int now, int jobs, int length) {
        endings[(now + length) % endings.length] += jobs;
        if (length > protection.jobAge()) {
            // What is as old as that from the start on counts from the next second.
            agings[(now + Math.max(1, protection.jobAge())) % endings.length] += jobs;
            agings[(now + Math.max(1, length)) % endings.length] -= jobs;
            lastAged = protection.jobAge() == 0 ? now : lastAged;
        }
    }

    /** Whether it has protected itself from scale-in. */
    boolean isProtected(int now) {
        return now - lastAged < protection.coolDown();
    }

    void drain(int now) {
        drainsSince = now;
    }

    boolean isGone(int now, int drainGrace) {
        return drainsSince >= 0 && (inWork == 0 || now - drainsSince >= drainGrace);
    }

    int inWork() {
        return inWork;
    }
}
