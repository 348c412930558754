package dev.sluice.deploy.infrastructure.cost;

/**
 * What AWS asks, in US dollars, in us-east-1, on demand and without free tiers: its price lists as known in November 2025, not
 * fetched. Other regions are up to a fifth dearer.
 */
enum Price {
    T3_MICRO_HOUR(0.0104),
    T3_SMALL_HOUR(0.0208),
    T4G_MICRO_HOUR(0.0084),
    T4G_SMALL_HOUR(0.0168),
    M7I_LARGE_HOUR(0.1008),
    /** A gigabyte of a gp3 volume for a month. */
    DISK_GIGABYTE(0.08),
    PUBLIC_ADDRESS_HOUR(0.005),
    LOAD_BALANCER_HOUR(0.0225),
    /** A load balancer capacity unit: 25 new connections a second, or a gigabyte an hour. */
    LOAD_BALANCER_UNIT_HOUR(0.008),
    NAT_GATEWAY_HOUR(0.045),
    NAT_GIGABYTE(0.045),
    /** A VPC endpoint in one zone. */
    ENDPOINT_HOUR(0.01),
    ENDPOINT_GIGABYTE(0.01),
    SQS_MILLION_REQUESTS(0.40),
    METRIC(0.30),
    /** For each metric that it looks at. */
    ALARM(0.10),
    DASHBOARD(3.00),
    SECRET(0.40),
    THOUSAND_METRIC_REQUESTS(0.01),
    LOG_GIGABYTE_TAKEN_IN(0.50),
    LOG_GIGABYTE_KEPT(0.03),
    REGISTRY_GIGABYTE(0.10);

    /** AWS' month. */
    static final int HOURS_IN_A_MONTH = 730;

    private final double dollars;

    Price(double dollars) {
        this.dollars = dollars;
    }

    double of(double amount) {
        return dollars * amount;
    }

    double ofMonths(double amount) {
        return dollars * amount * HOURS_IN_A_MONTH;
    }
}
