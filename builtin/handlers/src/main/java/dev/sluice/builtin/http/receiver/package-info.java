/**
 * What is kept of each receiver from call to call: how many calls are under way, their event loop, and whether it sends what
 * nobody asked for.
 */
package dev.sluice.builtin.http.receiver;
