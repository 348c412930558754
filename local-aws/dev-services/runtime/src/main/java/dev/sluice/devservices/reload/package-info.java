/** Has a worker, which serves no HTTP, run the code of now in dev mode: what Quarkus does when a request comes in. */
package dev.sluice.devservices.reload;
