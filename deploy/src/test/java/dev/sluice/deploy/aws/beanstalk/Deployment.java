package dev.sluice.deploy.aws.beanstalk;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** How the update of an environment goes: a frame for each time that somebody looks. */
public record Deployment(List<Frame> frames) {

    /** What an environment is like for a while, what becomes of its instances then, and what it tells. */
    record Frame(String status, String health, Step step, List<Note> notes) {}

    /** An event to come. */
    record Note(String severity, String message) {}

    /** What becomes of the instances with a frame. */
    enum Step {
        /** Nothing yet. */
        NONE,
        /** The next batch is on the new version. */
        BATCH,
        /** The next batch does not come up, and the deployment ends there. */
        FAIL,
        /** The deployment ends where it is. */
        STOP,
        /** All are on the new version. */
        SUCCEED
    }

    private static final Note STARTING = new Note("INFO", "Environment update is starting.");
    private static final Note DEPLOYING = new Note("INFO", "Deploying new version to instance(s).");
    private static final Note COMPLETED = new Note("INFO", "Environment update completed successfully.");
    private static final Note MIXED = new Note(
            "ERROR",
            "During an aborted deployment, some instances may have deployed the new application version. To ensure all"
                    + " instances are running the same version, re-deploy the appropriate application version.");
    private static final Note FAILED = new Note("ERROR", "Failed to deploy application.");

    private static final Frame BEGIN = updating(Step.NONE, STARTING);

    /** Ready and Green on the new version, when somebody looks for the third time. */
    public static Deployment succeeding() {
        return new Deployment(List.of(BEGIN, updating(Step.NONE, DEPLOYING), ready("Green", Step.SUCCEED, COMPLETED)));
    }

    /** As {@link #succeeding}, by the time of the first look. */
    public static Deployment quick() {
        return new Deployment(List.of(ready("Green", Step.SUCCEED, STARTING, DEPLOYING, COMPLETED)));
    }

    /** As {@link #succeeding}, but so many looks later. */
    public static Deployment slow(int looks) {
        List<Frame> frames = new ArrayList<>(List.of(BEGIN));
        for (int i = 1; i <= looks; i++) {
            frames.add(updating(
                    Step.BATCH,
                    new Note("INFO", "Batch " + i + ": Starting application deployment on 1 instance(s).")));
        }
        frames.addAll(succeeding().frames().subList(1, 3));
        return new Deployment(frames);
    }

    /**
     * It fails after the first batch. With a rolling deployment that batch stays on the new version, as does the one that fails;
     * an immutable one takes its instances away again. The environment looks Green for a moment: its health follows later.
     */
    public static Deployment failing(String cause) {
        return new Deployment(List.of(
                BEGIN,
                updating(Step.BATCH, DEPLOYING),
                updating(Step.NONE, new Note("ERROR", cause)),
                ready("Green", Step.FAIL, MIXED, FAILED)));
    }

    /** Elastic Beanstalk finds out what it must refuse once it has looked into the bundle. */
    static Deployment refused(String cause) {
        return new Deployment(List.of(BEGIN, ready("Green", Step.STOP, new Note("ERROR", cause), FAILED)));
    }

    /** The new version is there, and is not well, at least for so many looks. */
    public static Deployment red(int looks) {
        Stream<Frame> begin = Stream.of(BEGIN, updating(Step.NONE, DEPLOYING));
        Stream<Frame> red = Stream.of(ready(
                "Red",
                Step.SUCCEED,
                new Note(
                        "WARN",
                        "Environment health has transitioned from Ok to Severe. 100.0 % of the requests are"
                                + " failing.")));
        Stream<Frame> still = Stream.generate(() -> ready("Red", Step.NONE)).limit(Math.max(0, looks - 1));
        return new Deployment(
                Stream.of(begin, red, still).flatMap(frames -> frames).toList());
    }

    /** As this one, and then Green. */
    public Deployment thenGreen() {
        return new Deployment(Stream.concat(
                        frames.stream(),
                        Stream.of(ready(
                                "Green", Step.NONE, new Note("INFO", "Environment health has transitioned to Ok."))))
                .toList());
    }

    /** It never ends by itself, and has got as far as the first batch. */
    public static Deployment stuck() {
        return new Deployment(List.of(BEGIN, updating(Step.BATCH, DEPLOYING)));
    }

    /** As this one, but the first look still sees the environment as it was: AWS' answers are consistent in the end only. */
    public Deployment seenLate() {
        return new Deployment(
                Stream.concat(Stream.of(new Frame("Ready", "Green", Step.NONE, List.of())), frames.stream())
                        .toList());
    }

    /**
     * Canceling Environment Configuration Updates and Application Deployments: canceling a deployment simply stops it, and some
     * instances have the new version then.
     */
    static Deployment aborted() {
        return new Deployment(
                List.of(new Frame("Aborting", "Grey", Step.NONE, List.of()), ready("Green", Step.STOP, MIXED)));
    }

    private static Frame updating(Step step, Note note) {
        return new Frame("Updating", "Grey", step, List.of(note));
    }

    private static Frame ready(String health, Step step, Note... notes) {
        return new Frame("Ready", health, step, List.of(notes));
    }
}
