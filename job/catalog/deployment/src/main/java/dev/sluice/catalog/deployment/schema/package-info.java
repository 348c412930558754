/**
 * The JSON Schema of a payload record: what its types, constraints and annotations say, and the refusal of what no schema can
 * say.
 */
package dev.sluice.catalog.deployment.schema;
