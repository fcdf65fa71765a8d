package io.tailrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartRehearsalTest {

    @TempDir
    Path folder;

    @Test
    void shouldGoThroughWhatCommandsDo() throws Exception {
        StartRehearsal.run(folder);
        assertThat(folder.resolve("server")).isDirectory();
        assertThat(folder.resolve("embedded")).isDirectory();
        assertThat(folder.resolve("demo/pages.csv")).isNotEmptyFile();
    }
}
