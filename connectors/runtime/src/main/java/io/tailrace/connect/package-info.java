/**
 * The connector runtime: hosts plugins written to the published Kafka Connect API inside an application, on this
 * project's clients. {@link io.tailrace.connect.ConnectRuntime} is the entrance.
 */
@NullMarked
package io.tailrace.connect;

import org.jspecify.annotations.NullMarked;
