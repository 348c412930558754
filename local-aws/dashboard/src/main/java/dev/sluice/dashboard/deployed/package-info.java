/** Panels and alarms in the form of CloudFormation: the files that an installation deploys. */
package dev.sluice.dashboard.deployed;
