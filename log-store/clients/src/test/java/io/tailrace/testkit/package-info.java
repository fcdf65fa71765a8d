/**
 * What tests of clients and of everything above them share: an Apache Kafka broker in a child process, virtual time, a
 * transport that answers from a script.
 */
@NullMarked
package io.tailrace.testkit;

import org.jspecify.annotations.NullMarked;
