/** The job types of a running service: their names, records and schemas. How they were found is the deployment's business. */
package dev.sluice.catalog;
