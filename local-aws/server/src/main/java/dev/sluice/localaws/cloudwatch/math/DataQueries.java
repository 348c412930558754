package dev.sluice.localaws.cloudwatch.math;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.stream.Collectors;

import dev.sluice.localaws.cloudwatch.api.MetricDataQuery;
import dev.sluice.localaws.cloudwatch.api.Rejection;
import dev.sluice.localaws.cloudwatch.api.metric.GetMetricData;
import dev.sluice.localaws.cloudwatch.api.metric.MetricDataResult;
import dev.sluice.localaws.cloudwatch.metrics.MetricStore;
import dev.sluice.localaws.cloudwatch.metrics.Page;

/** The operation that evaluates queries, in pages of so many datapoints over all of them. */
public final class DataQueries {

    /** CloudWatch's own. */
    private static final int MAX_QUERIES = 500;

    /** CloudWatch's own. */
    private static final int MAX_DATAPOINTS = 100_800;

    private final MetricStore store;

    public DataQueries(MetricStore store) {
        this.store = store;
    }

    public GetMetricData.Answer get(GetMetricData request) {
        require(request);
        Queries queries = new Queries(request.metricDataQueries());
        boolean ascending = "TimestampAscending".equals(request.scanBy());
        List<MetricDataQuery> returned = request.metricDataQueries().stream()
                .filter(MetricDataQuery::isReturned)
                .toList();
        if (returned.isEmpty()) {
            throw Rejection.validation("At least one of the queries must return data.");
        }
        List<Point> points = new ArrayList<>();
        for (MetricDataQuery query : returned) {
            NavigableMap<Long, Double> values =
                    queries.evaluate(query.id(), store, request.startTime().getEpochSecond(), end(request.endTime()));
            (ascending ? values : values.descendingMap())
                    .forEach((time, value) -> points.add(new Point(query.id(), Instant.ofEpochSecond(time), value)));
        }
        int size = request.maxDatapoints() == null ? MAX_DATAPOINTS : request.maxDatapoints();
        Page<Point> page = Page.of(points, request.nextToken(), size);
        return new GetMetricData.Answer(results(returned, page), page.nextToken());
    }

    /** A value on its way into a page. */
    private record Point(String id, Instant time, double value) {}

    private static List<MetricDataResult> results(List<MetricDataQuery> queries, Page<Point> page) {
        Map<String, List<Point>> byId = page.items().stream().collect(Collectors.groupingBy(Point::id));
        Set<String> unfinished = page.rest().stream().map(Point::id).collect(Collectors.toSet());
        List<MetricDataResult> results = new ArrayList<>();
        for (MetricDataQuery query : queries) {
            List<Point> points = byId.getOrDefault(query.id(), List.of());
            results.add(new MetricDataResult(
                    query.id(),
                    label(query),
                    points.stream().map(Point::time).toList(),
                    points.stream().map(Point::value).toList(),
                    unfinished.contains(query.id()) ? "PartialData" : "Complete"));
        }
        return results;
    }

    /** What CloudWatch calls a result that has no label: here always the metric's name or the expression's id. */
    private static String label(MetricDataQuery query) {
        if (query.label() != null) {
            return query.label();
        }
        return query.metricStat() == null
                ? query.id()
                : query.metricStat().metric().metricName();
    }

    /** The second after the last: a second that has begun counts. */
    private static long end(Instant time) {
        return time.getEpochSecond() + (time.getNano() > 0 ? 1 : 0);
    }

    private static void require(GetMetricData request) {
        if (request.metricDataQueries().isEmpty()) {
            throw Rejection.validation("The parameter MetricDataQueries is required.");
        }
        if (request.metricDataQueries().size() > MAX_QUERIES) {
            throw Rejection.validation(
                    "The collection MetricDataQueries must not have a size greater than " + MAX_QUERIES + ".");
        }
        if (request.startTime() == null || request.endTime() == null) {
            throw Rejection.validation("The parameters StartTime and EndTime are required.");
        }
        if (!request.startTime().isBefore(request.endTime())) {
            throw Rejection.validation("The parameter StartTime must be less than the parameter EndTime.");
        }
        Integer most = request.maxDatapoints();
        if (most != null && (most < 1 || most > MAX_DATAPOINTS)) {
            throw Rejection.validation("MaxDatapoints must be from 1 to " + MAX_DATAPOINTS + ".");
        }
    }
}
