/**
 * The clickstream sample: a web server's access log becomes hourly hits per page and sessions per client, through all
 * parts of Tailrace. {@link io.tailrace.samples.clickstream.ClickstreamDemo} runs it.
 */
@NullMarked
package io.tailrace.samples.clickstream;

import org.jspecify.annotations.NullMarked;
