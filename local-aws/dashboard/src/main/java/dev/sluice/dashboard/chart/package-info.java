/** Figures over time: reads metrics, watches the queues, and makes lines of both. */
package dev.sluice.dashboard.chart;
