/**
 * Alarms on metrics and expressions: what CloudWatch would say of them. Their actions are kept and not carried out.
 * There are no composite alarms, and none on anomalies.
 */
package dev.sluice.localaws.cloudwatch.alarms;
