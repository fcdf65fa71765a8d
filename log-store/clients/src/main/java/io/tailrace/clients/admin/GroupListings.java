package io.tailrace.clients.admin;

import io.tailrace.clients.core.Failures;
import java.util.Collection;

/** The groups of the brokers that answered, and why the others did not. */
record GroupListings<T>(Collection<T> groups, Collection<Throwable> errors) {

    Collection<T> requireAll() {
        if (!errors.isEmpty()) {
            throw Failures.asRuntime(errors.iterator().next());
        }
        return groups;
    }
}
