package dev.sluice.worker.scalein;

import software.amazon.awssdk.regions.Region;

/**
 * The EC2 instance that this process runs on.
 *
 * @param id such as {@code i-0123456789abcdef0}
 */
record Instance(String id, Region region) {}
