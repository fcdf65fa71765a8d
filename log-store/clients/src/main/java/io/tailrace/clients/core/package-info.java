/**
 * What every client stands on, without blocking and without threads of its own: connections with negotiated versions,
 * metadata, coordinators, back-off. It runs on the ports of time and transport, so the simulator runs it as it is.
 */
@NullMarked
package io.tailrace.clients.core;

import org.jspecify.annotations.NullMarked;
