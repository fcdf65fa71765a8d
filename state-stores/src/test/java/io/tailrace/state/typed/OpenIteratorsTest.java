package io.tailrace.state.typed;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What is said of iterators that were not closed. */
class OpenIteratorsTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger(OpenIterators.class);
    private final ListAppender<ILoggingEvent> said = new ListAppender<>();
    private final OpenIterators iterators = new OpenIterators("shop");

    @BeforeEach
    void listen() {
        said.start();
        logger.addAppender(said);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(said);
    }

    @Test
    void shouldSayNothingOfIteratorsThatAreClosed() {
        for (int i = 0; i < 1_000; i++) {
            iterators.closed(iterators.opened());
        }
        iterators.storeClosed();
        assertThat(iterators.openCount()).isZero();
        assertThat(said.list).isEmpty();
    }

    @Test
    void shouldSayWhereOneWasOpenedWhenManyAreOpen() {
        for (int i = 0; i < 127; i++) {
            var unused = iterators.opened();
        }
        assertThat(iterators.openCount()).isEqualTo(127);
        assertThat(said.list).as("once for 64, not yet for 128").hasSize(1);
        ILoggingEvent event = said.list.get(0);
        assertThat(event.getFormattedMessage()).contains("shop").contains("64 open iterators");
        assertThat(event.getThrowableProxy().getStackTraceElementProxyArray())
                .anyMatch(frame -> frame.toString().contains("shouldSayWhereOneWasOpenedWhenManyAreOpen"));
    }

    @Test
    void shouldSayWhatWasLeakedWhenTheStoreCloses() {
        var leaked = Objects.requireNonNull(iterators.opened(), "the first is remembered");
        for (int i = 0; i < 10; i++) {
            iterators.closed(iterators.opened());
        }
        iterators.storeClosed();
        assertThat(said.list).hasSize(1);
        assertThat(said.list.get(0).getFormattedMessage()).contains("shop").contains("1 iterators");
        assertThat(said.list.get(0).getThrowableProxy().getMessage()).isEqualTo(leaked.getMessage());
    }
}
