package dev.sluice.worker.scalein;

import java.time.Duration;

import software.amazon.awssdk.retries.api.BackoffStrategy;

/**
 * How quick it all is.
 *
 * @param look between two looks whether there is work. What is done within a second needs no protection: a stop waits
 *     longer than that for it
 * @param call for one request to Auto Scaling
 * @param check between two looks whether a busy instance still has its protection: a transfer to another group loses it,
 *     and nobody tells. Each look is one request
 * @param pauses after failures in a row; a whole fleet may have them at the same time
 */
record ProtectionTimings(Duration look, Duration call, Duration check, BackoffStrategy pauses) {

    static final ProtectionTimings USUAL = new ProtectionTimings(
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofMinutes(1),
            BackoffStrategy.exponentialDelayHalfJitter(Duration.ofSeconds(2), Duration.ofMinutes(2)));
}
