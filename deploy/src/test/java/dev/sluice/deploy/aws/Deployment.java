package dev.sluice.deploy.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** How the update of an environment goes: a frame for each time that somebody looks. */
public record Deployment(List<Frame> frames) {

    /** What an environment is like for a while, and what it tells when it becomes so. */
    record Frame(String status, String health, boolean onNewVersion, List<Note> notes) {}

    /** An event to come. */
    record Note(String severity, String message) {}

    private static final Frame BEGIN = updating("INFO", "Environment update is starting.");
    private static final Frame DEPLOYING = updating("INFO", "Deploying new version to instance(s).");

    /** Ready and Green on the new version, when somebody looks for the third time. */
    public static Deployment succeeding() {
        return new Deployment(List.of(
                BEGIN,
                DEPLOYING,
                ready("Green", true, new Note("INFO", "Environment update completed successfully."))));
    }

    /** As {@link #succeeding}, but so many looks later. */
    public static Deployment slow(int looks) {
        List<Frame> frames = new ArrayList<>(List.of(BEGIN));
        for (int i = 1; i <= looks; i++) {
            frames.add(updating("INFO", "Batch " + i + ": Starting application deployment on 1 instance(s)."));
        }
        frames.addAll(succeeding().frames().subList(1, 3));
        return new Deployment(frames);
    }

    /** Elastic Beanstalk goes back to the old version by itself. */
    public static Deployment failing(String cause) {
        return new Deployment(List.of(
                BEGIN,
                DEPLOYING,
                updating("ERROR", cause),
                ready("Green", false, new Note("ERROR", "Failed to deploy application."))));
    }

    /** The new version is there, and is not well, at least for so many looks. */
    public static Deployment red(int looks) {
        Stream<Frame> begin = Stream.of(BEGIN, DEPLOYING);
        Stream<Frame> red = Stream.generate(() -> ready(
                        "Red",
                        true,
                        new Note(
                                "WARN",
                                "Environment health has transitioned from Ok to Severe. 100.0 % of the requests"
                                        + " are failing.")))
                .limit(1);
        Stream<Frame> still = Stream.generate(() -> ready("Red", true)).limit(Math.max(0, looks - 1));
        return new Deployment(
                Stream.of(begin, red, still).flatMap(frames -> frames).toList());
    }

    /** As this one, and then Green. */
    public Deployment thenGreen() {
        return new Deployment(Stream.concat(
                        frames.stream(),
                        Stream.of(ready("Green", true, new Note("INFO", "Environment health has transitioned to Ok."))))
                .toList());
    }

    /** It never ends by itself. */
    public static Deployment stuck() {
        return new Deployment(List.of(BEGIN, DEPLOYING));
    }

    /** As this one, but the first look still sees the environment as it was: AWS' answers are consistent in the end only. */
    public Deployment seenLate() {
        return new Deployment(
                Stream.concat(Stream.of(ready("Green", false)), frames.stream()).toList());
    }

    static Deployment aborted() {
        return new Deployment(List.of(
                updating("INFO", "The environment is reverting to the previous configuration settings."),
                ready(
                        "Green",
                        false,
                        new Note("INFO", "The environment was reverted to the previous configuration setting."))));
    }

    private static Frame updating(String severity, String message) {
        return new Frame("Updating", "Grey", false, List.of(new Note(severity, message)));
    }

    private static Frame ready(String health, boolean onNewVersion, Note... notes) {
        return new Frame("Ready", health, onNewVersion, List.of(notes));
    }
}
