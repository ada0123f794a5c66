/** The rules, and what a rule works with. */
package org.mpath.itests.check.rule;
