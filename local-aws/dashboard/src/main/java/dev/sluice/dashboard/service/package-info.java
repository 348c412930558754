/** The two services beside the dashboard: whether they answer, and the sample job. */
package dev.sluice.dashboard.service;
