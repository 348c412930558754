package dev.sluice.deploy.infrastructure.cost;

import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import dev.sluice.dashboard.meter.MeterDimension;
import dev.sluice.dashboard.meter.SluiceMeter;
import dev.sluice.deploy.infrastructure.document.Documents;
import dev.sluice.deploy.infrastructure.document.Extensions;
import dev.sluice.deploy.infrastructure.document.Tree;

/** What an installation costs in a month, line by line. What can be counted is: meters in their table, alarms in the template. */
final class MonthlyCost {

    /** Measured: send, receive and delete in batches (docs/benchmark-results.md). */
    private static final double REQUESTS_PER_JOB = 0.3;
    /** An idle queue and worker, with polls of 20 s, in a month. */
    private static final double MILLION_IDLE_POLLS = 0.13;
    /** Of a job: sent, received and deleted, with headers and its part of TLS. */
    private static final double KILOBYTES_TO_SQS = 3;
    /** A job's line, as JSON. */
    private static final double KILOBYTES_OF_LOG = 0.4;

    private static final double KILOBYTES_IN_A_GIGABYTE = 1e6;

    /** Elastic Beanstalk's platform for ECS has a root volume of that many gigabytes. */
    private static final int DISK = 30;

    private static final int QUEUES = 2;
    private static final int JOB_TYPES = 2;
    private static final int OPERATIONS = 5;
    /** At a step of a minute, in thousands. */
    private static final double METRIC_REQUESTS = 43.2;
    /** An alarm of Elastic Beanstalk's trigger, and of target tracking, has a counterpart for the other direction. */
    private static final int DIRECTIONS = 2;
    /** Each with Elastic Beanstalk's trigger, silent or not. */
    private static final int ENVIRONMENTS = 3;

    private static final int FLEETS_OF_WORKERS = 2;
    /** Gigabytes: the hundred newest of two native images, gzipped, which share their base. */
    private static final double IMAGES = 6;

    private MonthlyCost() {}

    /** In dollars, in the order of the table. */
    static Map<String, Double> lines(InstallationSize of) {
        double jobs = of.millionJobs() * 1e6;
        double toSqs = jobs * KILOBYTES_TO_SQS / KILOBYTES_IN_A_GIGABYTE;
        double logs = jobs * KILOBYTES_OF_LOG / KILOBYTES_IN_A_GIGABYTE;
        boolean hasEndpoint = of.endpoints() > 0;
        boolean hasNat = of.natGateways() > 0;
        Map<String, Double> lines = new LinkedHashMap<>();
        lines.put("Producers (EC2)", of.instance().ofMonths(of.producers()));
        lines.put("Workers (EC2)", of.instance().ofMonths(of.workers()));
        lines.put("EBS volumes", Price.DISK_GIGABYTE.of((double) DISK * of.instances()));
        lines.put(
                "Load balancer",
                Price.LOAD_BALANCER_HOUR.ofMonths(1) + Price.LOAD_BALANCER_UNIT_HOUR.ofMonths(of.loadBalancerUnits()));
        lines.put(
                "SQS, " + REQUESTS_PER_JOB + " requests per job",
                Price.SQS_MILLION_REQUESTS.of(of.millionJobs() * REQUESTS_PER_JOB + MILLION_IDLE_POLLS * of.workers()));
        lines.put(
                "Public IPs, or NAT and endpoint",
                Price.PUBLIC_ADDRESS_HOUR.ofMonths(of.publicAddresses() ? of.instances() : 0)
                        + Price.NAT_GATEWAY_HOUR.ofMonths(of.natGateways())
                        + Price.NAT_GIGABYTE.of(hasNat ? logs + (hasEndpoint ? 0 : toSqs) : 0)
                        + Price.ENDPOINT_HOUR.ofMonths(of.endpoints())
                        + Price.ENDPOINT_GIGABYTE.of(hasEndpoint ? toSqs : 0));
        lines.put(
                "Metrics and dashboard",
                Price.METRIC.of(metrics())
                        + Price.THOUSAND_METRIC_REQUESTS.of(METRIC_REQUESTS * of.instances())
                        + Price.DASHBOARD.of(1));
        lines.put("Alarms", Price.ALARM.of(alarms() + scalingAlarms()));
        lines.put("Logs, one line per job", Price.LOG_GIGABYTE_TAKEN_IN.of(logs) + Price.LOG_GIGABYTE_KEPT.of(logs));
        lines.put("Images", Price.REGISTRY_GIGABYTE.of(IMAGES));
        return lines;
    }

    static double total(InstallationSize of) {
        return lines(of).values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /** All that an environment can publish: each combination of dimensions has its price. */
    static int metrics() {
        int metrics = 0;
        for (SluiceMeter meter : SluiceMeter.values()) {
            int combinations = 1;
            for (MeterDimension dimension : meter.dimensions()) {
                combinations *= switch (dimension) {
                    case QUEUE -> QUEUES;
                    case TYPE -> JOB_TYPES;
                    case OPERATION -> OPERATIONS;
                };
            }
            metrics += combinations;
        }
        return metrics;
    }

    /** An alarm is billed for each metric that it looks at. */
    static int alarms() {
        return Tree.resources(Documents.environment(), "AWS::CloudWatch::Alarm").values().stream()
                .mapToInt(alarm -> alarm.has("Metrics") ? metricsOf(alarm.get("Metrics")) : 1)
                .sum();
    }

    /** With the policy backlog-per-worker: those that Auto Scaling makes for target tracking look at all metrics of the expression. */
    static int scalingAlarms() {
        JsonNode tracked = Extensions.read(Extensions.SCALING.resolve("backlog-per-worker.config"))
                .at("/Resources/BacklogPerWorkerPolicy/Properties/TargetTrackingConfiguration")
                .at("/CustomizedMetricSpecification/Metrics");
        return DIRECTIONS * (ENVIRONMENTS + FLEETS_OF_WORKERS * metricsOf(tracked));
    }

    private static int metricsOf(JsonNode queries) {
        return (int)
                Tree.children(queries).filter(query -> query.has("MetricStat")).count();
    }
}
