package io.tailrace.metadata;

import io.tailrace.common.config.ConfigResource;
import java.util.List;

/** Changes of one resource; all are made or none. */
public record ConfigChange(ConfigResource resource, List<ConfigOp> ops) {}
