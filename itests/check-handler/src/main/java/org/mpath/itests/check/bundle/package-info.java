/** The jar that is checked, and the framework it runs in. */
package org.mpath.itests.check.bundle;
