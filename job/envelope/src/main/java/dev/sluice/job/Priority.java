package dev.sluice.job;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How urgent a job is. Each priority has a queue of its own, so an urgent job never waits behind a backlog. */
public enum Priority {
    @JsonProperty("high")
    HIGH,
    @JsonProperty("normal")
    NORMAL
}
