/**
 * Settings that the worker had once, under names that it does not know any more. Those that it has stand with what they are
 * about.
 */
package dev.sluice.worker.config;
