/** JSON as text: UTF-8, its bounds, and the parser that can give a value as it is written. It knows nothing of jobs. */
package dev.sluice.job.text;
