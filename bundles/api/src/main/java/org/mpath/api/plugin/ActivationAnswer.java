package org.mpath.api.plugin;

/** How the activation of a path ended: a code of today, or the flags of 2005 and 2007. */
public sealed interface ActivationAnswer permits ActivationCode, PgInitFlags {}
