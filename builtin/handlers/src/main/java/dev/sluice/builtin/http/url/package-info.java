/** The URLs that jobs may name: their form, and where a redirect leads. No address is looked up here. */
package dev.sluice.builtin.http.url;
