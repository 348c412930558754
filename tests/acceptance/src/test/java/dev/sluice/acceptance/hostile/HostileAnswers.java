package dev.sluice.acceptance.hostile;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;

/** What hostile requests were answered: how often which status, and what must not be. */
final class HostileAnswers {

    private static final int MAX_LENGTH = 20_000;
    private static final Pattern GIVEN_AWAY = Pattern.compile(
            "(?i)jackson|fasterxml|hibernate|vertx|quarkus|netty|exception|StreamRead|java[.]|dev[.]sluice");

    private final Map<String, LongAdder> statuses = new ConcurrentSkipListMap<>();
    private final List<String> wrong = new CopyOnWriteArrayList<>();

    void note(byte[] request, String answer) {
        if (answer.isEmpty()) {
            noteNone();
            return;
        }
        String status = answer.length() < 12 ? answer : answer.substring(9, 12);
        count(status);
        boolean failed = status.startsWith("5") && !status.equals("503");
        if (failed || answer.length() > MAX_LENGTH || GIVEN_AWAY.matcher(answer).find()) {
            wrong.add(start(new String(request, StandardCharsets.ISO_8859_1)) + " -> " + start(answer));
        }
    }

    /** The connection ended, or time was up, without an answer. */
    void noteNone() {
        count("none");
    }

    Map<String, LongAdder> statuses() {
        return statuses;
    }

    /** Requests and answers, cut, where the answer is a fault, too long, or tells what the service is made of. */
    List<String> wrong() {
        return wrong;
    }

    private void count(String status) {
        statuses.computeIfAbsent(status, any -> new LongAdder()).increment();
    }

    private static String start(String text) {
        return text.substring(0, Math.min(500, text.length()));
    }
}
