/**
 * Maps as NBD exports: the protocol as pure encoders and decoders, the connections that live on their map's reactor, and
 * the component that listens.
 */
package org.mpath.export.nbd;
