/**
 * The {@code historical-service-time} path selector.
 */
package org.mpath.selector.historical.service.time;
