/**
 * The way of the meters to Amazon CloudWatch: which values, in what form, when, and what becomes of those that are
 * refused.
 */
package dev.sluice.runtime.cloudwatch;
