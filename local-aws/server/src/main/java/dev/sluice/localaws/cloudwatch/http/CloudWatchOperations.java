package dev.sluice.localaws.cloudwatch.http;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

import dev.sluice.localaws.cloudwatch.alarms.Alarms;
import dev.sluice.localaws.cloudwatch.api.Rejection;
import dev.sluice.localaws.cloudwatch.api.alarm.DeleteAlarms;
import dev.sluice.localaws.cloudwatch.api.alarm.DescribeAlarmHistory;
import dev.sluice.localaws.cloudwatch.api.alarm.DescribeAlarms;
import dev.sluice.localaws.cloudwatch.api.alarm.DescribeAlarmsForMetric;
import dev.sluice.localaws.cloudwatch.api.alarm.PutMetricAlarm;
import dev.sluice.localaws.cloudwatch.api.alarm.SetAlarmState;
import dev.sluice.localaws.cloudwatch.api.metric.GetMetricData;
import dev.sluice.localaws.cloudwatch.api.metric.GetMetricStatistics;
import dev.sluice.localaws.cloudwatch.api.metric.ListMetrics;
import dev.sluice.localaws.cloudwatch.api.metric.PutMetricData;
import dev.sluice.localaws.cloudwatch.math.DataQueries;
import dev.sluice.localaws.cloudwatch.metrics.Metrics;
import dev.sluice.localaws.cloudwatch.metrics.Statistics;

/** What can be asked, by AWS's names. */
public final class CloudWatchOperations {

    private final Map<String, Operation<?>> byName = new TreeMap<>();

    public CloudWatchOperations(Metrics metrics, Statistics statistics, DataQueries queries, Alarms alarms) {
        run(PutMetricData.class, metrics::put);
        add(ListMetrics.class, metrics::list);
        add(GetMetricStatistics.class, statistics::get);
        add(GetMetricData.class, queries::get);
        run(PutMetricAlarm.class, alarms::put);
        add(DescribeAlarms.class, alarms::describe);
        add(DescribeAlarmsForMetric.class, alarms::describe);
        run(DeleteAlarms.class, alarms::delete);
        run(SetAlarmState.class, alarms::setState);
        add(DescribeAlarmHistory.class, alarms::describeHistory);
    }

    private <I> void add(Class<I> input, Function<I, Object> work) {
        byName.put(input.getSimpleName(), new Operation<>(input, work));
    }

    private <I> void run(Class<I> input, Consumer<I> work) {
        add(input, request -> {
            work.accept(request);
            return null;
        });
    }

    /** One that takes an input of that type, and answers {@code null} when it has nothing to say. */
    private record Operation<I>(Class<I> input, Function<I, Object> work) {

        Object call(Protocol protocol, Incoming request) {
            return work.apply(protocol.read(request, input));
        }
    }

    Object call(String name, Protocol protocol, Incoming request) {
        Operation<?> operation = byName.get(name);
        if (operation == null) {
            throw Rejection.unknownOperation("The operation " + name
                    + " does not exist or is not supported by the local CloudWatch, which has "
                    + String.join(", ", byName.keySet()) + ".");
        }
        return operation.call(protocol, request);
    }
}
