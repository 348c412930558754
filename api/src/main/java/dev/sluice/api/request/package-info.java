/**
 * A request before anybody has read its body or knows what it is about: whether it is HTTP as it should be.
 */
package dev.sluice.api.request;
