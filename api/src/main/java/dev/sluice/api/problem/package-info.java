/**
 * Every answer that is an error: problem documents (RFC 9457), and which failure gets which.
 */
package dev.sluice.api.problem;
