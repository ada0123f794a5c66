/**
 * The array plug-in of symmetric arrays.
 */
package org.mpath.handler.sym;
