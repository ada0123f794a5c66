/**
 * The lab: arrays inside this process, and the wires to them that break on command.
 */
package org.mpath.transport.lab;
