/** Handlers of the APIs of consumer groups; they translate and merge, the group coordinator decides. */
@NullMarked
package io.tailrace.broker.handler.group;

import org.jspecify.annotations.NullMarked;
