package io.tailrace.cli.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class LineLayoutTest {

    private static LoggingEvent event(Throwable failure) {
        LoggingEvent event = new LoggingEvent(
                "any",
                new LoggerContext().getLogger("io.tailrace.broker.SocketServer"),
                Level.WARN,
                "{} connections",
                failure,
                new Object[] {3});
        event.setTimeStamp(LocalDateTime.of(2026, 1, 2, 3, 4, 5, 67_000_000)
                .atZone(ZoneId.systemDefault())
                .toInstant()
                .toEpochMilli());
        return event;
    }

    @Test
    void shouldWriteOneLineAnEvent() {
        assertThat(new LineLayout().doLayout(event(null)))
                .isEqualTo("2026-01-02T03:04:05.067 WARN  SocketServer - 3 connections\n");
    }

    @Test
    void shouldWriteTheStackTraceBelow() {
        assertThat(new LineLayout().doLayout(event(new IllegalStateException("broken"))))
                .startsWith("2026-01-02T03:04:05.067 WARN  SocketServer - 3 connections\n")
                .contains("java.lang.IllegalStateException: broken", "LineLayoutTest");
    }
}
