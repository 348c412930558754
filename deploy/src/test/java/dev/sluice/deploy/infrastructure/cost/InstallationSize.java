package dev.sluice.deploy.infrastructure.cost;

/** Three sizes of an environment, with what they do on an average day. */
enum InstallationSize {
    /** Jobs that somebody tries out, in public subnets: deploy/environments/dev.env. */
    SMALL(3, 1, 2, Price.T3_MICRO_HOUR, "t3.micro", 0.1, 0, 0, true),
    /** About 40 jobs a second. */
    MEDIUM(100, 2, 3, Price.T3_SMALL_HOUR, "t3.small", 1, 1, 0, false),
    /** About 400 jobs a second: deploy/environments/production.env. */
    LARGE(1000, 3, 12, Price.M7I_LARGE_HOUR, "m7i.large", 2, 2, 2, false);

    private final int millionJobs;
    private final int producers;
    private final int workers;
    private final Price instance;
    private final String instanceType;
    private final double loadBalancerUnits;
    private final int natGateways;
    private final int endpoints;
    private final boolean publicAddresses;

    InstallationSize(
            int millionJobs,
            int producers,
            int workers,
            Price instance,
            String instanceType,
            double loadBalancerUnits,
            int natGateways,
            int endpoints,
            boolean publicAddresses) {
        this.millionJobs = millionJobs;
        this.producers = producers;
        this.workers = workers;
        this.instance = instance;
        this.instanceType = instanceType;
        this.loadBalancerUnits = loadBalancerUnits;
        this.natGateways = natGateways;
        this.endpoints = endpoints;
        this.publicAddresses = publicAddresses;
    }

    /** In a month. */
    int millionJobs() {
        return millionJobs;
    }

    int producers() {
        return producers;
    }

    /** Of all priorities, on average. */
    int workers() {
        return workers;
    }

    int instances() {
        return producers + workers;
    }

    Price instance() {
        return instance;
    }

    String instanceType() {
        return instanceType;
    }

    double loadBalancerUnits() {
        return loadBalancerUnits;
    }

    int natGateways() {
        return natGateways;
    }

    /** Of SQS, one in each zone, so that jobs do not pass the NAT gateway. */
    int endpoints() {
        return endpoints;
    }

    boolean publicAddresses() {
        return publicAddresses;
    }
}
