/** Array plug-ins in virtual time: how they come and go, what they hold on to, and what goes wrong with their commands. */
package org.mpath.itests.sim.plugin;
