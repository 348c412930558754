/** Whether the fleet keeps up: what it did in the last minute, what became of its jobs, and what to make of that. */
package dev.sluice.dashboard.fleet;
