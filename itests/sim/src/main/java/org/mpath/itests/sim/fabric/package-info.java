/**
 * What is between the engine and the units: paths, their sessions, the array, and everything that can go wrong there.
 */
package org.mpath.itests.sim.fabric;
