/**
 * Whole failovers in virtual time: one seeded loop drives the real engine, selectors and target units.
 */
package org.mpath.itests.sim;
