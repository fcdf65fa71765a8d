/**
 * The five compression types of record batches, byte-compatible with Apache Kafka's, with an upper limit on what every
 * decompressor may produce. Works on Netty buffers; knows nothing of records.
 */
@NullMarked
package io.tailrace.protocol.compression;

import org.jspecify.annotations.NullMarked;
