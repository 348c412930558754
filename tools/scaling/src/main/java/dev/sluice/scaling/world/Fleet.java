package dev.sluice.scaling.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** An Auto Scaling group of workers: it follows its desired capacity, and spares those that are protected. */
public final class Fleet {

    /** A change in the other direction so soon after the last one undoes it. */
    private static final int REVERSAL = 1800;

    private final FleetSize size;
    private final Protection protection;
    private final Aws aws;
    private final Random random;
    private final List<Worker> workers = new ArrayList<>();
    private final List<Worker> draining = new ArrayList<>();
    private int desired;
    private int now;

    private int lastDirection;
    private int lastChange;
    private int reversals;
    private long interrupted;
    private long workerSeconds;
    private int firstWorker;

    Fleet(FleetSize size, Protection protection, Aws aws, Random random) {
        this.size = size;
        this.protection = protection;
        this.aws = aws;
        this.random = random;
        this.desired = size.min();
        for (int i = 0; i < desired; i++) {
            workers.add(new Worker(size.slots(), protection));
        }
    }

    /** Changes the desired capacity, within the group's bounds. */
    public void desire(int wanted) {
        int next = Math.clamp(wanted, size.min(), size.max());
        if (next == desired) {
            return;
        }
        int direction = Integer.signum(next - desired);
        if (lastDirection == -direction && now - lastChange <= REVERSAL) {
            reversals++;
        }
        lastDirection = direction;
        lastChange = now;
        desired = next;
    }

    public int desired() {
        return desired;
    }

    public int inService() {
        return (int) workers.stream().filter(worker -> worker.isInService(now)).count();
    }

    /** Instances that were launched and do not count yet. */
    public int warmingUp() {
        return (int) workers.stream()
                .filter(worker -> !worker.isWarm(now, aws.warmUp()))
                .count();
    }

    /** One second: jobs end and begin, and instances come and go. */
    void tick(int second, Backlog backlog, int secondsPerJob) {
        now = second;
        for (Worker worker : workers) {
            worker.endJobs(now);
        }
        for (Worker worker : draining) {
            worker.endJobs(now);
        }
        take(backlog, secondsPerJob);
        follow();
        for (int i = draining.size() - 1; i >= 0; i--) {
            if (draining.get(i).isGone(now, aws.drainGrace())) {
                int back = draining.remove(i).inWork();
                interrupted += back;
                backlog.add(now, back);
            }
        }
        workerSeconds += workers.size() + draining.size();
    }

    /** Every worker polls: each gets its share, and it is chance who gets the last ones. */
    private void take(Backlog backlog, int secondsPerJob) {
        int polling =
                (int) workers.stream().filter(worker -> worker.free(now) > 0).count();
        firstWorker++;
        for (int i = 0; i < workers.size() && backlog.visible() > 0; i++) {
            Worker worker = workers.get((firstWorker + i) % workers.size());
            int free = worker.free(now);
            if (free > 0) {
                int share = (int) Math.min(free, Math.ceilDiv(backlog.visible(), polling));
                polling--;
                backlog.take(share);
                worker.start(now, share, secondsPerJob, random);
            }
        }
    }

    private void follow() {
        while (workers.size() < desired) {
            workers.add(new Worker(size.slots(), protection, now, aws, random));
        }
        for (int i = 0; i < workers.size() && workers.size() > desired; ) {
            Worker worker = workers.get(i);
            if (worker.isProtected(now)) {
                i++;
            } else {
                workers.remove(i);
                worker.drain(now);
                draining.add(worker);
            }
        }
    }

    int inWork() {
        return workers.stream().mapToInt(Worker::inWork).sum()
                + draining.stream().mapToInt(Worker::inWork).sum();
    }

    int instances() {
        return workers.size() + draining.size();
    }

    int reversals() {
        return reversals;
    }

    long interrupted() {
        return interrupted;
    }

    double instanceHours() {
        return workerSeconds / 3600.0;
    }
}
