/**
 * A service as a process: how it begins, answers its container's health check, treats memory, and ends. Nothing here
 * knows what the service does.
 */
package dev.sluice.runtime.process;
