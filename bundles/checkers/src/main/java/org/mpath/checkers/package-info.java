/**
 * Path checkers that belong to no array family.
 */
package org.mpath.checkers;
