/**
 * The array plug-in of arrays with asymmetric logical unit access.
 */
package org.mpath.handler.alua;
