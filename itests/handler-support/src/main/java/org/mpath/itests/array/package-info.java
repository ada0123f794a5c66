/**
 * What the tests of array plug-ins share: paths, answers, and a reactor whose time passes by hand.
 */
package org.mpath.itests.array;
