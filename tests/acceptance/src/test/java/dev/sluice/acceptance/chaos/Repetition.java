package dev.sluice.acceptance.chaos;

import dev.sluice.testkit.Delivery;

/** A job that was done, and then done again. */
record Repetition(Delivery earlier, Delivery later) {}
