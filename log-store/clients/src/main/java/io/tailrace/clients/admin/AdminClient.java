package io.tailrace.clients.admin;

import java.util.Map;
import java.util.Properties;

/** The older way to {@link Admin#create}. */
public abstract class AdminClient implements Admin {

    public static AdminClient create(Properties properties) {
        return new TailraceAdmin(new AdminClientConfig(properties));
    }

    public static AdminClient create(Map<String, Object> properties) {
        return new TailraceAdmin(new AdminClientConfig(properties));
    }
}
