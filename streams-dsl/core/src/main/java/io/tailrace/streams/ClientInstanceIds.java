package io.tailrace.streams;

import io.tailrace.common.Uuid;
import java.util.Map;

/** The ids under which the clients inside push their metrics. */
public interface ClientInstanceIds {
    Uuid adminInstanceId();

    Map<String, Uuid> consumerInstanceIds();

    Map<String, Uuid> producerInstanceIds();
}
