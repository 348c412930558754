/**
 * What a job is: the event, its priority, the payload as text, and the rules for names. It knows neither job types nor how JSON is
 * bound.
 */
package dev.sluice.job;
