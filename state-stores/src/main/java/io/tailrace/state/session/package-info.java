/** Session stores: of bytes and typed. */
@NullMarked
package io.tailrace.state.session;

import org.jspecify.annotations.NullMarked;
