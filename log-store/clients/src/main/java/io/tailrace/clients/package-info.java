/** What producer, consumer and admin client have in common for their users: names of configuration keys. */
@NullMarked
package io.tailrace.clients;

import org.jspecify.annotations.NullMarked;
