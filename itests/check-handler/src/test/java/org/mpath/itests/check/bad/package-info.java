/** Array plug-ins that are wrong in one way each, to see that they are found out. They are packed into jars by the tests. */
package org.mpath.itests.check.bad;
