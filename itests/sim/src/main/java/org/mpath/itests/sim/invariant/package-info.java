/**
 * What must hold whatever happens. Each looks only at what passes between the engine, its caller and the fabric.
 */
package org.mpath.itests.sim.invariant;
