package dev.sluice.localaws;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Keeps web pages out of what listens on the loopback. Any page may send a form, or ask for a picture, wherever it likes; it
 * only cannot read the answer. And a page whose own name is made to resolve to the loopback (DNS rebinding) may even do
 * that. The AWS SDKs and the CLI send none of the headers that give a page away.
 */
public final class LocalCallers {

    private static final Pattern LOOPBACK =
            Pattern.compile("(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d{1,5})?", Pattern.CASE_INSENSITIVE);

    private static final Pattern SCHEME = Pattern.compile("https?://", Pattern.CASE_INSENSITIVE);

    /** What {@code Sec-Fetch-Site} says of the port's own pages, and of what somebody typed. */
    private static final List<String> OWN = List.of("same-origin", "none");

    private LocalCallers() {}

    /**
     * Why a request is refused; empty when it is not.
     *
     * @param host the values of the header {@code Host}
     * @param origin those of {@code Origin}, which browsers add to what a page sends
     * @param site those of {@code Sec-Fetch-Site}, which they add to everything
     */
    public static Optional<String> refusal(List<String> host, List<String> origin, List<String> site) {
        if (host.size() != 1 || !LOOPBACK.matcher(host.getFirst()).matches()) {
            return Optional.of("This port answers at localhost only.");
        }
        if (!origin.stream().allMatch(value -> isOf(value, host.getFirst()))
                || !site.stream().allMatch(OWN::contains)) {
            return Optional.of("This port does not answer pages from elsewhere.");
        }
        return Optional.empty();
    }

    private static boolean isOf(String origin, String host) {
        var scheme = SCHEME.matcher(origin);
        return scheme.lookingAt() && origin.substring(scheme.end()).equalsIgnoreCase(host);
    }
}
