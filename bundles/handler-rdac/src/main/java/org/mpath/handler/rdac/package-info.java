/**
 * The array plug-in of arrays with RDAC controllers (LSI, NetApp E-Series and their brands).
 */
package org.mpath.handler.rdac;
