package io.tailrace.common;

/** A serializer, deserializer or interceptor that wants to know which cluster it works for. */
public interface ClusterResourceListener {

    /** Called on the client's thread when the first metadata has arrived. */
    void onUpdate(ClusterResource clusterResource);
}
