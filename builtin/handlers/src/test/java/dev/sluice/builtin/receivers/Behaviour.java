package dev.sluice.builtin.receivers;

import java.io.IOException;

import static dev.sluice.builtin.receivers.Behaviour.Then.DONE;
import static dev.sluice.builtin.receivers.Behaviour.Then.REJECTED;
import static dev.sluice.builtin.receivers.Behaviour.Then.TRIED_AGAIN;

/**
 * How a receiver misbehaves when a webhook comes for the first time; the second time it behaves. By then it has the
 * request's head, and it says itself whether it reads the body.
 */
enum Behaviour {
    ANSWERS(DONE, Step.READ, Step.OK),
    CONTINUES(DONE, Step.READ, say(interim(100)), Step.OK),
    CONTINUES_BEFORE_THE_BODY(DONE, say(interim(100)), Step.READ, Step.OK),
    SWITCHES_PROTOCOLS(TRIED_AGAIN, Step.READ, say("HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\n"), Step.OK, Step.END),
    SWITCHES_TO_WEBSOCKETS(
            TRIED_AGAIN, Step.READ, say("HTTP/1.1 101 Switching\r\nUpgrade: websocket\r\n\r\n"), Step.END),
    PROCESSES(DONE, Step.READ, say(interim(102)), Step.OK),
    PROCESSES_AND_ANSWERS_LATER(DONE, Step.READ, say(interim(102)), Step.PAUSE, Step.OK),
    HINTS(DONE, Step.READ, say("HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\n"), Step.OK),
    RESUMES(DONE, Step.READ, say(interim(104)), Step.OK),
    SAYS_WHAT_NOBODY_KNOWS(DONE, Step.READ, say(interim(199)), Step.OK),
    SAYS_MUCH_IN_BETWEEN(
            DONE, Step.READ, say(interim(100) + interim(102) + interim(103) + interim(150)), Step.PAUSE, Step.OK),
    GIVES_AN_INTERIM_ANSWER_A_LENGTH(
            DONE, Step.READ, say("HTTP/1.1 102 Processing\r\nContent-Length: 5\r\n\r\n"), Step.OK),
    PROCESSES_AND_CLOSES(TRIED_AGAIN, Step.READ, say(interim(102)), Step.CLOSE),
    PROCESSES_FOR_EVER(TRIED_AGAIN, Step.READ, say(interim(102)), Step.END),
    ANSWERS_IN_ONE_SEGMENT_WITH_AN_INTERIM_ANSWER(
            DONE, Step.READ, say("HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 204 None\r\n\r\n")),
    ANSWERS_BEFORE_THE_BODY(DONE, Step.OK, Step.READ),
    REFUSES_AND_CLOSES_UNREAD(
            REJECTED, say("HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"), Step.CLOSE),
    REFUSES_UNREAD_AND_RESETS(REJECTED, say("HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n"), Step.CLOSE),
    IS_BUSY_AND_CLOSES_UNREAD(
            TRIED_AGAIN, say("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"), Step.CLOSE),
    ANSWERS_TWICE(DONE, Step.READ, say(ok(200) + ok(200))),
    ANSWERS_TWICE_AND_DIFFERENTLY(DONE, Step.READ, say(ok(200) + "HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n")),
    BEGINS_A_SECOND_ANSWER(DONE, Step.READ, say(ok(200) + "HTTP/1.1 200 O")),
    SAYS_ONE_BYTE_MORE(DONE, Step.READ, say("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokX")),
    SAYS_A_LINE_MORE(DONE, Step.READ, say(ok(200) + "\r\n")),
    GIVES_NO_CONTENT_A_BODY(DONE, Step.READ, say("HTTP/1.1 204 None\r\nContent-Length: 4\r\n\r\nbody")),
    GIVES_NOT_MODIFIED_A_BODY(REJECTED, Step.READ, say("HTTP/1.1 304 Not Modified\r\nContent-Length: 4\r\n\r\nbody")),
    PROMISES_MORE_AND_CLOSES(DONE, Step.READ, say("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\npart"), Step.CLOSE),
    PROMISES_MORE_AND_FALLS_SILENT(
            DONE, Step.READ, say("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\npart"), Step.END),
    BREAKS_OFF_A_CHUNK(
            DONE, Step.READ, say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\npa"), Step.CLOSE),
    SENDS_A_CHUNK_THAT_IS_NONE(DONE, Step.READ, say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")),
    SENDS_TRAILERS(
            DONE,
            Step.READ,
            say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nX-Trailer: 1\r\n\r\n")),
    HAS_TWO_LENGTHS(
            TRIED_AGAIN,
            Step.READ,
            say("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nok"),
            Step.END),
    HAS_A_NEGATIVE_LENGTH(TRIED_AGAIN, Step.READ, say("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nok"), Step.END),
    HAS_A_LENGTH_AND_CHUNKS(
            DONE,
            Step.READ,
            say("HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n")),
    ANSWERS_UNTIL_IT_CLOSES(DONE, Step.READ, say("HTTP/1.1 200 OK\r\n\r\nall of it"), Step.CLOSE),
    SPEAKS_HTTP_1_0(DONE, Step.READ, say("HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok"), Step.CLOSE),
    CLOSES_BEHIND_ANOTHER_OPTION(
            DONE,
            Step.READ,
            say("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: x-a, Close\r\n\r\n"),
            Step.PAUSE,
            Step.CLOSE),
    PROMISES_TO_STAY_FOR_EVER(
            DONE, Step.READ, say("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nKeep-Alive: timeout=0\r\n\r\n"), Step.CLOSE),
    PROMISES_TO_STAY_FOR_A_WHILE(
            DONE, Step.READ, say("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nKeep-Alive: timeout=1\r\n\r\n"), Step.CLOSE),
    CLOSES_AFTER_THE_ANSWER(DONE, Step.READ, Step.OK, Step.CLOSE),
    RESETS_AFTER_THE_ANSWER(DONE, Step.READ, Step.OK, Step.PAUSE, Step.RESET),
    CLOSES_UNREAD(TRIED_AGAIN, Step.CLOSE),
    CLOSES_WITHOUT_AN_ANSWER(TRIED_AGAIN, Step.READ, Step.CLOSE),
    RESETS_UNREAD(TRIED_AGAIN, Step.RESET),
    RESETS_WITHOUT_AN_ANSWER(TRIED_AGAIN, Step.READ, Step.RESET),
    BREAKS_OFF_THE_STATUS_LINE(TRIED_AGAIN, Step.READ, say("HTTP/1.1 20"), Step.CLOSE),
    BREAKS_OFF_THE_HEAD(TRIED_AGAIN, Step.READ, say("HTTP/1.1 200 OK\r\nContent-Le"), Step.CLOSE),
    STOPS_IN_THE_HEAD(TRIED_AGAIN, Step.READ, say("HTTP/1.1 200 OK\r\nContent-Le"), Step.END),
    NEVER_ANSWERS(TRIED_AGAIN, Step.READ, Step.END),
    NEVER_READS(TRIED_AGAIN, Step.STAY, Step.RESET),
    ANSWERS_TOO_LATE(TRIED_AGAIN, Step.READ, Step.LONG_PAUSE, Step.OK, Step.END),
    REDIRECTS_WITH_A_BODY(
            REJECTED,
            Step.READ,
            say("HTTP/1.1 302 Found\r\nLocation: /x\r\nContent-Length: 70000\r\n\r\n" + "x".repeat(70_000))),
    REDIRECTS_WITH_HALF_A_BODY(
            REJECTED, Step.READ, say("HTTP/1.1 302 Found\r\nLocation: /x\r\nContent-Length: 70000\r\n\r\nx"), Step.END),
    REFUSES_WITH_A_LARGE_BODY(
            REJECTED,
            Step.READ,
            say("HTTP/1.1 404 None\r\nContent-Length: 200000\r\n\r\n" + "x".repeat(200_000)),
            Step.END),
    SPEAKS_SMTP(TRIED_AGAIN, Step.READ, say("220 smtp.example ESMTP\r\n"), Step.END),
    SPEAKS_HTTP_2(TRIED_AGAIN, Step.READ, say("\0\0\u0012\u0004\0\0\0\0\0\0\u0003\0\0\0\u0064"), Step.CLOSE),
    SPEAKS_HTTP_9(TRIED_AGAIN, Step.READ, say("HTTP/9.1 200 OK\r\nContent-Length: 0\r\n\r\n"), Step.END),
    HAS_A_STATUS_BELOW_ALL(TRIED_AGAIN, Step.READ, say(ok(0))),
    HAS_A_STATUS_ABOVE_ALL(TRIED_AGAIN, Step.READ, say(ok(777))),
    HAS_NO_STATUS(TRIED_AGAIN, Step.READ, say("HTTP/1.1 OK\r\nContent-Length: 0\r\n\r\n"), Step.END),
    SENDS_ENDLESS_HEADERS(
            TRIED_AGAIN, Step.READ, say("HTTP/1.1 200 OK\r\n" + "X-Header: endless\r\n".repeat(2_000)), Step.END);

    /** What becomes of a job on which the receiver behaves so at its first try. */
    enum Then {
        DONE,
        REJECTED,
        TRIED_AGAIN
    }

    final Then then;
    private final Step[] steps;

    Behaviour(Then then, Step... steps) {
        this.then = then;
        this.steps = steps;
    }

    void run(Conversation conversation, String head) throws IOException {
        for (Step step : steps) {
            step.run(conversation, head);
        }
    }

    /** One thing that a receiver does once it has the head of a request. */
    interface Step {
        Step READ = (conversation, head) -> conversation.body(head);
        Step OK = (conversation, head) -> conversation.write(ok(200));
        Step PAUSE = (conversation, head) -> pause(20);
        Step LONG_PAUSE = (conversation, head) -> pause(1_200);
        Step CLOSE = (conversation, head) -> conversation.close();
        Step RESET = (conversation, head) -> conversation.reset();
        Step END = (conversation, head) -> conversation.awaitEnd();
        Step STAY = (conversation, head) -> pause(2_500);

        void run(Conversation conversation, String head) throws IOException;
    }

    private static Step say(String bytes) {
        return (conversation, head) -> conversation.write(bytes);
    }

    private static String interim(int status) {
        return "HTTP/1.1 " + status + " In between\r\n\r\n";
    }

    private static String ok(int status) {
        return "HTTP/1.1 %03d Fine\r\nContent-Length: 2\r\n\r\nok".formatted(status);
    }

    /** The receiver's own slowness, not a wait for something. */
    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
