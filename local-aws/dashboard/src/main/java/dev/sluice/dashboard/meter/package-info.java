/** The table of all meters. It records nothing: each library does that, with meters of its own that are the same. */
package dev.sluice.dashboard.meter;
