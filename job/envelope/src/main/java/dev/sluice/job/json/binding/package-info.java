/** How Jackson binds payload records: each type takes the JSON that its schema says, and nothing else. */
package dev.sluice.job.json.binding;
