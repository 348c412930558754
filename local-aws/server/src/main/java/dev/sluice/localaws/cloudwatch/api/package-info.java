/**
 * The requests and answers of Amazon CloudWatch as plain records: names and types are AWS's own, which a test compares
 * with the SDK's model. What AWS has and is not here is not supported, and a request with it is refused.
 *
 * <p>A component is {@code null} when the caller has not given it; a list is then empty.
 */
package dev.sluice.localaws.cloudwatch.api;
