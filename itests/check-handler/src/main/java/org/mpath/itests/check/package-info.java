/** {@code ./mpath check-handler}: judges somebody's array plug-in by the rules of its guide. */
package org.mpath.itests.check;
