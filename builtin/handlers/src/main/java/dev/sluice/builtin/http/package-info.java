/**
 * The HTTP client of handlers: one request to an address that may be reached, its answer, and what an answer means for the
 * job. How a connection is kept in order, who may be reached and how many call at once is in the packages below.
 */
package dev.sluice.builtin.http;
