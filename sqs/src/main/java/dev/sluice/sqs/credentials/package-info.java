/** AWS credentials that no request waits for: fetched and renewed on a thread of their own. */
package dev.sluice.sqs.credentials;
