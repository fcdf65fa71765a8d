/** The way of a request inside the broker, whichever transport brought it: who sent it, which handler serves it, in which versions. */
@NullMarked
package io.tailrace.broker.request;

import org.jspecify.annotations.NullMarked;
