/** The handler of {@code webhook}, with its signature. */
package dev.sluice.builtin.webhook;
