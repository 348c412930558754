/** Which addresses jobs may reach: DNS, and the networks that are closed. It makes no connection. */
package dev.sluice.builtin.http.guard;
