package dev.sluice.sqs.configuration;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import io.smallrye.config.common.utils.StringUtil;

/** The channels of one direction that this service has: those with a connector. */
final class OwnChannels {

    private static final String CONNECTOR = ".connector";

    private final String direction;
    private final Set<String> prefixes;

    /**
     * @param direction what the names of its settings begin with, up to the channel's name
     * @param names of all settings
     */
    OwnChannels(String direction, List<String> names) {
        this.direction = direction;
        this.prefixes = names.stream()
                .filter(name -> name.startsWith(direction) && name.endsWith(CONNECTOR))
                .map(name -> asVariable(name.substring(0, name.length() - CONNECTOR.length() + 1)))
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Whether this is the name of a setting in this direction that Reactive Messaging must not take a channel from: another
     * service's, or one that was made from a variable for a channel that is here. {@code MP_MESSAGING_OUTGOING_JOBS_HIGH_QUEUE}
     * comes as {@code mp.messaging.outgoing.jobs.high.queue}, from which nobody can tell that the channel is {@code jobs-high}.
     */
    boolean excludes(String name) {
        if (!name.startsWith(direction)) {
            return false;
        }
        if (prefixes.isEmpty()) {
            return true;
        }
        String variable = asVariable(name);
        return !prefixes.contains(asVariable(channelOf(name)))
                && prefixes.stream().anyMatch(variable::startsWith);
    }

    /** The name up to the dot behind the channel, as Reactive Messaging reads it. */
    private String channelOf(String name) {
        String rest = name.substring(direction.length());
        int end = rest.startsWith("\"") ? rest.indexOf('"', 1) + 1 : rest.indexOf('.');
        return end <= 0 ? name + "." : direction + rest.substring(0, end) + ".";
    }

    private static String asVariable(String name) {
        return StringUtil.replaceNonAlphanumericByUnderscores(name).toUpperCase(Locale.ROOT);
    }
}
