/** The verbs on configuration files: the one package here that opens files and knows services. */
package org.mpath.config.control;
