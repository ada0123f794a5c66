package org.mpath.api.control;

/**
 * A client of the NBD server.
 *
 * @param id number of the connection
 * @param peer the client's address, or {@code unix}
 * @param export the export it uses; empty while it negotiates
 * @param inFlight requests received and not answered
 * @param requests requests so far
 * @param errors requests answered with an error so far
 */
public record NbdConnection(long id, String peer, String export, int inFlight, long requests, long errors) {}
