/**
 * The four requests that carry messages, written, signed and read past the SDK's pipeline. It keeps no state of a channel
 * and tries nothing again.
 */
package dev.sluice.sqs.wire;
