/** The requests and answers that concern alarms. */
package dev.sluice.localaws.cloudwatch.api.alarm;
