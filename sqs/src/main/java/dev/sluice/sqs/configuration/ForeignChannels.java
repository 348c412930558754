package dev.sluice.sqs.configuration;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

import jakarta.annotation.Priority;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.Priorities;

/**
 * Lets services share one environment: hides the names of settings that are about channels of another service.
 *
 * <p>Reactive Messaging finds its channels by the names of settings, and refuses one without a connector. So an
 * {@code MP_MESSAGING_OUTGOING_JOBS_HIGH_QUEUE} for the producer would keep a worker from starting, which has no outgoing
 * channel at all. In a direction in which this service does have channels, an unknown one is most likely a typing mistake
 * and is refused as ever.
 *
 * <p>Only names are hidden: whoever asks for a setting gets its value.
 */
@Priority(Priorities.APPLICATION)
public final class ForeignChannels implements ConfigSourceInterceptor {

    private static final long serialVersionUID = 1L;

    @Override
    public ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
        return context.proceed(name);
    }

    @Override
    public Iterator<String> iterateNames(ConfigSourceInterceptorContext context) {
        List<String> names = new ArrayList<>();
        context.iterateNames().forEachRemaining(names::add);
        var incoming = new OwnChannels("mp.messaging.incoming.", names);
        var outgoing = new OwnChannels("mp.messaging.outgoing.", names);
        names.removeIf(name -> incoming.excludes(name) || outgoing.excludes(name));
        return names.iterator();
    }
}
