/**
 * The array plug-in of Hitachi modular arrays.
 */
package org.mpath.handler.hds;
