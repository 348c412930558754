/** The page of job types in the Dev UI, and the form there that submits one. */
package dev.sluice.catalog.deployment.page;
