/**
 * Metric math: what queries and alarms compute from metrics. Of CloudWatch's language there are numbers, ids, arrays
 * of ids, {@code + - * / ^}, comparisons, {@code AND OR} (also {@code && ||}), and the functions ABS, AVG, CEIL, DIFF, FILL,
 * FLOOR, IF, MAX, METRICS, MIN, PERIOD and SUM. Anything else is refused by its name.
 */
package dev.sluice.localaws.cloudwatch.math;
