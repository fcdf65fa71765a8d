/**
 * File connectors: lines of a growing, rotated text file into a topic, and a topic into lines of a file. They use the
 * published Connect API only, so they run in this project's runtime and in Apache Kafka Connect.
 */
@NullMarked
package io.tailrace.connect.file;

import org.jspecify.annotations.NullMarked;
