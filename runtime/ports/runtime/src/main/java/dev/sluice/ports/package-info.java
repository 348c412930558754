/** What is set on Quarkus' HTTP servers that no setting of Quarkus reaches. */
package dev.sluice.ports;
