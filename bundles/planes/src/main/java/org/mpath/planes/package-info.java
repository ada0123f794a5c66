/** One data plane in front of those there are: which map runs where, and moving it. */
package org.mpath.planes;
