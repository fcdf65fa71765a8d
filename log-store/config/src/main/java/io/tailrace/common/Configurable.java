package io.tailrace.common;

import java.util.Map;

/** A plugin that is made by its class name and then receives the configuration of the client that made it. */
public interface Configurable {

    /** Called once, right after construction. */
    void configure(Map<String, ?> configs);
}
