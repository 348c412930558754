/**
 * The way of a job from Java code to its queue: checked by {@link dev.sluice.client.JobValidator}, sent by
 * {@link dev.sluice.client.JobPublisher}. Nothing here knows of HTTP.
 */
package dev.sluice.client;
