/**
 * How meters are declared and recorded, so that none ever fails for whoever counts. Which meters there are, each library
 * says for itself.
 */
package dev.sluice.runtime.meters;
