/** Runs handlers within their time limits, and tells the queue what became of their jobs. Which jobs run is not decided here. */
package dev.sluice.worker.run;
