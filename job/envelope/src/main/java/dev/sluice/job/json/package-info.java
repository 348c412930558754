/** The JSON form of jobs and their payloads: the codec, and what is wrong with a message in a client's words. */
package dev.sluice.job.json;
