/**
 * The build steps of the catalog: they find the payload records, load them and record the catalog. They know the library of jobs by
 * names only, since dev mode reloads nothing that an extension depends on.
 */
package dev.sluice.catalog.deployment;
