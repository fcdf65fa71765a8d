package io.tailrace.samples.clickstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CsvFileTest {

    @TempDir
    Path folder;

    @Test
    void shouldQuoteOnlyWhereNeeded() throws Exception {
        Path file = folder.resolve("out.csv");

        CsvFile.write(
                file,
                List.of("name", "text"),
                List.of(
                        List.of("a", "plain; with 'all' sorts\tof signs"),
                        List.of("b", "a,b"),
                        List.of("c", "say \"hi\""),
                        List.of("d", "two\nlines"),
                        List.of("e", "carriage\rreturn"),
                        List.of("f", "")));

        assertThat(Files.readString(file))
                .isEqualTo("name,text\n"
                        + "a,plain; with 'all' sorts\tof signs\n"
                        + "b,\"a,b\"\n"
                        + "c,\"say \"\"hi\"\"\"\n"
                        + "d,\"two\nlines\"\n"
                        + "e,\"carriage\rreturn\"\n"
                        + "f,\n");
    }

    @Test
    void shouldSortByFirstTwoColumnsAsText() throws Exception {
        Path file = folder.resolve("out.csv");

        CsvFile.write(
                file,
                List.of("a", "b", "c"),
                List.of(
                        List.of("9", "x", "1"),
                        List.of("10", "y", "2"),
                        List.of("10", "Y", "3"),
                        List.of("1,0", "z", "4"),
                        List.of("10", "x", "5")));

        // By what the fields say, not by how they are written: the quotes of "1,0" do not count.
        assertThat(Files.readString(file)).isEqualTo("a,b,c\n\"1,0\",z,4\n10,Y,3\n10,x,5\n10,y,2\n9,x,1\n");
    }

    @Test
    void shouldReplaceFileAndLeaveNothingElse() throws Exception {
        Path file = folder.resolve("out.csv");
        Files.writeString(file, "something longer than what comes next");

        CsvFile.write(file, List.of("a", "b"), List.of());

        assertThat(Files.readString(file)).isEqualTo("a,b\n");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }
}
