/**
 * The {@code service-time} path selector.
 */
package org.mpath.selector.service.time;
