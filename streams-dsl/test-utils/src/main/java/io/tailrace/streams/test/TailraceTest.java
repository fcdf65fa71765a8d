package io.tailrace.streams.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives each test of a class, or one test method, a log store of its own, embedded in the JVM and empty. It opens when a parameter asks for it:
 *
 * <pre>{@code
 * @TailraceTest(topics = {"words:4", "counts"})
 * class WordCountTest {
 *     @Test
 *     void shouldCount(EmbeddedLogStore store, @BootstrapServers String bootstrap, Admin admin, Properties config) { … }
 * }
 * }</pre>
 *
 * <p>Parameters: {@link EmbeddedLogStore}; a {@code String} with {@link BootstrapServers}; an {@code Admin}, which is closed after the test; {@code
 * Properties} with {@code bootstrap.servers}, an {@code application.id} and a {@code state.dir} of the test's own. Tests close the clients and
 * applications that they make: the store goes with the last of them, and its directory is deleted.
 */
@Documented
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(TailraceExtension.class)
public @interface TailraceTest {

    /** Topics to make: {@code name} for one partition, or {@code name:partitions}. */
    String[] topics() default {};
}
