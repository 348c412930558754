/** Which paths the API answers at. Everything that treats requests in the API's own way asks here first. */
package dev.sluice.api.path;
