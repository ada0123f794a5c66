/**
 * Paths over TCP: a non-blocking iSCSI initiator (RFC 7143, error recovery level 0, one connection per session).
 *
 * <p>From outside in: {@code IscsiTransport} is the service; it keeps one {@code Nexus} per portal and target, which
 * lives as long as the session is wanted and survives its loss. A nexus connects its {@code Wire}, lets a {@code Login}
 * log in on it and then runs a {@code Session}. All of it happens on the reactor.
 */
package org.mpath.transport.iscsi;
