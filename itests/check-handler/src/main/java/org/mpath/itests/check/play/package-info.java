/** Paths and arrays that do what a rule says, in virtual time. */
package org.mpath.itests.check.play;
