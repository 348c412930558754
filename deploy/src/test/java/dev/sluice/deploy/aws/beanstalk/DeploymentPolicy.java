package dev.sluice.deploy.aws.beanstalk;

/** Where a new version runs first: in place of the old one, or beside it. */
public enum DeploymentPolicy {
    /** On the instances that are there, a third at a time, as the workers' option settings have it. */
    ROLLING,
    /** On new instances in a temporary group, which are transferred once all are healthy. */
    IMMUTABLE
}
