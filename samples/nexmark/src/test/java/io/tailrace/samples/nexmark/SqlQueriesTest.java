package io.tailrace.samples.nexmark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tailrace.samples.nexmark.generator.GeneratorSettings;
import io.tailrace.samples.nexmark.model.Event;
import io.tailrace.samples.nexmark.query.Queries;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The queries 11 to 20 against SQL in an embedded database. */
class SqlQueriesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource({
        "11,3000,20", "11,4000,10000", "12,4000,10000", "13,4000,10000", "14,4000,10000", "15,3000,1", "15,4000,10000",
        "16,3000,1", "17,3000,1", "17,4000,10000", "18,4000,10000", "19,4000,10000", "20,4000,10000", "20,3000,100"
    })
    void shouldGiveTheResultsOfSql(int number, int count, int rate) throws SQLException {
        List<Event> events = QueryRun.events(GeneratorSettings.of(count, rate));
        try (SqlOracle oracle = new SqlOracle(events)) {
            List<String> expected = oracle.results(number);
            assertThat(expected).isNotEmpty();
            assertThat(ours(number, events)).isEqualTo(expected);
            assertThat(ours(number, QueryRun.shuffled(events, Math.min(300, 20 * rate), number)))
                    .as("out of order")
                    .isEqualTo(expected);
        }
    }

    private static List<String> ours(int number, List<Event> events) {
        return comparable(number, QueryRun.results(Queries.named("q" + number), events));
    }

    /** Our results as the rows of {@link SqlOracle}, sorted. */
    static List<String> comparable(int number, List<String> results) {
        List<String> rows = new ArrayList<>();
        Map<String, Long> sums = new TreeMap<>();
        for (String result : results) {
            JsonNode row = tree(result);
            switch (number) {
                case 12 ->
                    sums.merge(
                            row.get("bidder").asText(),
                            row.get("bids").asLong(),
                            Long::sum); // the windows differ in each run
                case 19 -> row.get("bids").forEach(bid -> rows.add(bid(bid)));
                default -> rows.add(row(number, row));
            }
        }
        sums.forEach((bidder, bids) -> rows.add(bidder + "," + bids));
        return rows.stream().sorted().toList();
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    private static String row(int number, JsonNode row) {
        return switch (number) {
            case 11 -> fields(row, "bidder", "bids", "startMs", "endMs");
            case 13 -> fields(row, "auction", "bidder", "price", "dateTimeMs", "text");
            case 14 -> fields(row, "auction", "bidder", "milliCents", "partOfDay", "dateTimeMs", "lettersC");
            case 15, 16 ->
                counts(row.get("bids").get("counts")) + ","
                        + counts(row.get("distinct").get("bidders")) + ","
                        + counts(row.get("distinct").get("auctions")) + ","
                        + row.get("bids").get("lastMs").asText();
            case 17 -> counts(row.get("counts")) + "," + fields(row, "min", "max", "sum");
            case 18 -> bid(row);
            case 20 ->
                fields(row.get("auction"), "id", "reserve", "seller") + ","
                        + fields(row.get("bid"), "bidder", "price", "dateTimeMs", "extra");
            default -> throw new IllegalArgumentException("query " + number);
        };
    }

    private static String bid(JsonNode bid) {
        return fields(bid, "auction", "bidder", "price", "channel", "url", "dateTimeMs", "extra");
    }

    private static String counts(JsonNode counts) {
        return fields(counts, "total", "band1", "band2", "band3");
    }

    private static String fields(JsonNode row, String... names) {
        List<String> values = new ArrayList<>();
        for (String name : names) {
            values.add(row.get(name).asText());
        }
        return String.join(",", values);
    }
}
