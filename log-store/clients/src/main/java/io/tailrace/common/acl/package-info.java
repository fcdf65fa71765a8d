/**
 * Access control: what may be allowed.
 */
@NullMarked
package io.tailrace.common.acl;

import org.jspecify.annotations.NullMarked;
