package io.tailrace.samples.nexmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.samples.nexmark.generator.GeneratorSettings;
import io.tailrace.samples.nexmark.generator.NexmarkGenerator;
import io.tailrace.samples.nexmark.model.Event;
import io.tailrace.samples.nexmark.query.Queries;
import io.tailrace.samples.nexmark.query.Query;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The generator and the queries 0 to 9 against Apache Beam's own. */
class BeamQueriesTest {

    /** Results of Beam's simulators at 5,000 events, 100 a second; of query 5, rows are windows here. */
    private static final int[] KNOWN_RESULTS = {5000, 4600, 6, 4, 5, 11, 41, 5, 71, 87};

    static Stream<Arguments> runs() {
        return IntStream.range(0, 10)
                .boxed()
                .flatMap(query -> Stream.of(Arguments.of(query, 5_000, 100), Arguments.of(query, 4_000, 10_000)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 1000})
    void shouldGenerateBeamsEvents(int outOfOrderGroup) {
        var beams = BeamOracle.events(BeamOracle.configuration(10_000, 100, outOfOrderGroup));
        var ours =
                new NexmarkGenerator(GeneratorSettings.of(10_000, 100).asBeam().withOutOfOrderGroup(outOfOrderGroup));
        for (int i = 0; i < 10_000; i++) {
            assertThat(BeamOracle.ourEvent(ours.next()))
                    .as("event %d", i)
                    .isEqualTo(BeamOracle.event(beams.next().getValue()));
        }
        assertThat(ours.hasNext()).isFalse();
    }

    @Test
    void shouldHaveTheKnownNumberOfResults() {
        for (int query = 0; query < KNOWN_RESULTS.length; query++) {
            assertThat(BeamOracle.results(query, BeamOracle.configuration(5_000, 100, 1)))
                    .as("query %d", query)
                    .hasSize(KNOWN_RESULTS[query]);
        }
    }

    @ParameterizedTest
    @MethodSource("runs")
    void shouldGiveBeamsResultsInOrder(int number, int events, int rate) {
        Query query = Queries.named("q" + number);
        assertThat(BeamOracle.ours(
                        number,
                        QueryRun.results(
                                query,
                                QueryRun.events(
                                        GeneratorSettings.of(events, rate).asBeam()))))
                .isEqualTo(BeamOracle.results(number, BeamOracle.configuration(events, rate, 1)));
    }

    @ParameterizedTest
    @MethodSource("runs")
    void shouldGiveBeamsResultsOutOfOrder(int number, int events, int rate) {
        Query query = Queries.named("q" + number);
        List<Event> shuffled = QueryRun.shuffled(
                QueryRun.events(GeneratorSettings.of(events, rate).asBeam()), 300, number);
        assertThat(BeamOracle.ours(number, QueryRun.results(query, shuffled)))
                .isEqualTo(BeamOracle.results(number, BeamOracle.configuration(events, rate, 1)));
    }
}
