package dev.sluice.dashboard.service;

import java.net.URI;

/**
 * A service beside the dashboard, as it answers now.
 *
 * @param name what people call it
 * @param management where its health is
 * @param expected whether it should be there: the dashboard was told so, or has seen it
 * @param detail what is wrong, for people; empty when nothing is
 */
public record ServiceState(String name, URI management, boolean expected, State state, String detail) {

    /** In the order from good to bad. */
    public enum State {
        UP,
        /** It has not answered yet, and has had little time. */
        STARTING,
        /** It answers that it cannot work. */
        NOT_READY,
        /** Something takes the connection and says nothing. */
        SILENT,
        /** Nothing takes the connection. */
        DOWN
    }

    public boolean isUp() {
        return state == State.UP;
    }

    /** Whether there is certainly no service that works. */
    public boolean isAway() {
        return expected && (state == State.DOWN || state == State.SILENT);
    }
}
