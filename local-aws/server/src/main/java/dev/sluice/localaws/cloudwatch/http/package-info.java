/**
 * The three protocols that clients speak with CloudWatch, over HTTP: Smithy RPC v2 CBOR (the SDKs of today), AWS JSON
 * 1.0, and AWS Query with XML answers (older SDKs and commands). All come down to the same records.
 */
package dev.sluice.localaws.cloudwatch.http;
