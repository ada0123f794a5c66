/**
 * Engines and fabrics that are broken on purpose: proof that the invariants can fail.
 */
package org.mpath.itests.sim.canary;
