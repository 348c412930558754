package dev.sluice.localaws.cloudwatch.math;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

import dev.sluice.localaws.cloudwatch.api.MetricDataQuery;
import dev.sluice.localaws.cloudwatch.api.MetricStat;
import dev.sluice.localaws.cloudwatch.api.Rejection;
import dev.sluice.localaws.cloudwatch.metrics.MetricId;
import dev.sluice.localaws.cloudwatch.metrics.MetricStore;
import dev.sluice.localaws.cloudwatch.metrics.Names;
import dev.sluice.localaws.cloudwatch.metrics.Periods;
import dev.sluice.localaws.cloudwatch.metrics.Statistic;

/** Queries that belong together: metrics and expressions over them, checked once and then evaluated any time. */
public final class Queries {

    private static final Pattern ID = Pattern.compile("[a-z][A-Za-z0-9_]{0,254}");
    private static final int MAX_EXPRESSION_LENGTH = 2_048;

    private final Map<String, MetricDataQuery> queries = new LinkedHashMap<>();
    private final Map<String, Expression> expressions = new TreeMap<>();
    private final int period;

    /** @throws Rejection when one of them is not as it must be; what they refer to is seen when they are evaluated */
    public Queries(List<MetricDataQuery> queries) {
        int longest = 0;
        for (MetricDataQuery query : queries) {
            require(query);
            if (this.queries.put(query.id(), query) != null) {
                throw Rejection.validation("The id " + query.id() + " is there twice.");
            }
            if (query.expression() != null) {
                expressions.put(query.id(), ExpressionParser.parse(query.expression()));
            } else {
                longest = Math.max(longest, query.metricStat().period());
            }
        }
        if (longest == 0) {
            throw Rejection.validation("At least one of the queries must be a metric.");
        }
        this.period = longest;
    }

    /** The longest of the metrics' periods, in seconds; expressions are evaluated by it. */
    public int period() {
        return period;
    }

    /**
     * What the query with that id is of.
     *
     * @param from the first second
     * @param to the second after the last
     * @throws Rejection when it is an expression that refers to what is not there, or to itself, or is no time series
     */
    public NavigableMap<Long, Double> evaluate(String id, MetricStore store, long from, long to) {
        Periods periods = Periods.aligned(from, to, period);
        if (new Evaluation(store, periods).valueOf(id) instanceof Value.Series(NavigableMap<Long, Double> values)) {
            return values;
        }
        throw Rejection.validation("The expression " + id + " must be one time series, and is a number or an array.");
    }

    private static void require(MetricDataQuery query) {
        if (query.id() == null || !ID.matcher(query.id()).matches()) {
            throw Rejection.validation("The value '" + query.id()
                    + "' for parameter Id is invalid: it starts with a lower case letter, then come letters, digits"
                    + " and underscores.");
        }
        if ((query.metricStat() == null) == (query.expression() == null)) {
            throw Rejection.validation("The query " + query.id() + " must have either MetricStat or Expression.");
        }
        if (query.metricStat() != null) {
            require(query.metricStat());
        } else if (query.expression().length() > MAX_EXPRESSION_LENGTH) {
            throw Rejection.validation(
                    "The expression " + query.id() + " has more than " + MAX_EXPRESSION_LENGTH + " characters.");
        }
    }

    private static void require(MetricStat stat) {
        if (stat.metric() == null) {
            throw Rejection.validation("The parameter MetricStat.Metric is required.");
        }
        Names.requireNamespace(stat.metric().namespace(), "MetricStat.Metric.Namespace");
        Names.requireMetricName(stat.metric().metricName(), "MetricStat.Metric.MetricName");
        Names.requireDimensions(stat.metric().dimensions(), "MetricStat.Metric.Dimensions");
        Names.requireUnit(stat.unit(), "MetricStat.Unit");
        Statistic.named(stat.stat());
        if (!Periods.isLength(stat.period())) {
            throw Rejection.validation("The value " + stat.period()
                    + " for parameter MetricStat.Period is invalid: it is 1, 5, 10, 20, 30 or a multiple of 60.");
        }
    }

    /** One evaluation, in which each query is evaluated once. */
    private final class Evaluation implements Expression.Scope {

        private final MetricStore store;
        private final Periods periods;
        private final Map<String, Value> known = new TreeMap<>();
        private final Set<String> underWay = new HashSet<>();

        Evaluation(MetricStore store, Periods periods) {
            this.store = store;
            this.periods = periods;
        }

        @Override
        public Value valueOf(String id) {
            Value value = known.get(id);
            if (value == null) {
                MetricDataQuery query = queries.get(id);
                if (query == null) {
                    throw MathError.of("there is no query with the id " + id);
                }
                if (!underWay.add(id)) {
                    throw MathError.of(id + " refers to itself");
                }
                value = query.expression() == null
                        ? read(query.metricStat())
                        : expressions.get(id).evaluate(this);
                known.put(id, value);
            }
            return value;
        }

        @Override
        public Value.Array metrics() {
            return new Value.Array(queries.values().stream()
                    .filter(query -> query.expression() == null)
                    .map(query -> (Value.Series) valueOf(query.id()))
                    .toList());
        }

        @Override
        public Periods periods() {
            return periods;
        }

        private Value read(MetricStat stat) {
            Periods own = new Periods(periods.from(), periods.to(), stat.period());
            return new Value.Series(
                    store.read(MetricId.of(stat.metric()), stat.unit(), Statistic.named(stat.stat()), own));
        }
    }
}
