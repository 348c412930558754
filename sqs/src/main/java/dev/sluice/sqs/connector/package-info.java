/**
 * The connector {@code sluice-sqs} as Quarkus sees it: its attributes, its channels, its health, its beans, and the order
 * of start and stop. What the channels do is elsewhere.
 */
package dev.sluice.sqs.connector;
