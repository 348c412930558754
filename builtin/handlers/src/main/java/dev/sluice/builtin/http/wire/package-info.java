/** The HTTP/1.1 codec of one connection, and the request and answer that it carries at a time. It knows nothing of jobs. */
package dev.sluice.builtin.http.wire;
