/**
 * The array plug-in of EMC CLARiiON and VNX arrays.
 */
package org.mpath.handler.emc;
