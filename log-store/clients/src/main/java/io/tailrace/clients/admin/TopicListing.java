package io.tailrace.clients.admin;

import io.tailrace.common.Uuid;

/** A topic in a list. */
public record TopicListing(String name, Uuid topicId, boolean isInternal) {}
