/** The panels and alarms as data: which meters they are made of, and how. */
package dev.sluice.dashboard.panel;
