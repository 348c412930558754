/** The form of log entries, whoever writes them. */
package dev.sluice.runtime.log;
