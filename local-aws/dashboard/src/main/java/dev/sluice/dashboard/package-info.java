/**
 * A web page that answers whether the fleet keeps up, and why not. It draws the panels of {@link
 * dev.sluice.dashboard.panel.Panel} from what the local CloudWatch has, so it shows what CloudWatch would. The queues,
 * their dead letters and the services it asks itself.
 */
package dev.sluice.dashboard;
