/** The handler of {@code checksum}: redirects, and a digest in constant memory. */
package dev.sluice.builtin.checksum;
