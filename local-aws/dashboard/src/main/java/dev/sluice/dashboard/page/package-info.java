/**
 * What the browser gets: the files of the page, and the JSON that it asks for. How the figures are found is no business
 * of this package.
 */
package dev.sluice.dashboard.page;
