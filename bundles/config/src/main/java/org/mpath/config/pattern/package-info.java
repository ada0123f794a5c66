/** POSIX extended regular expressions, in time linear in the text. Not exported. */
package org.mpath.config.pattern;
