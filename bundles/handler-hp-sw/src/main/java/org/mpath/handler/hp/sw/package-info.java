/**
 * The array plug-in of HP StorageWorks active/passive arrays.
 */
package org.mpath.handler.hp.sw;
