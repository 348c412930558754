/**
 * The extension's build steps: they start the local SQS and CloudWatch, or find those of another application, and put a
 * card into the Dev UI.
 */
package dev.sluice.devservices.deployment;
