/**
 * Prioritizers that belong to no array family.
 */
package org.mpath.prioritizers;
