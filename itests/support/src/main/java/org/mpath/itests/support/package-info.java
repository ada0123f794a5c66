/**
 * Real parts for tests: processes, proxies, bounded waiting.
 */
package org.mpath.itests.support;
