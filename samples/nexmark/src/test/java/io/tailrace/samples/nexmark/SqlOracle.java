package io.tailrace.samples.nexmark;

import io.tailrace.samples.nexmark.model.Auction;
import io.tailrace.samples.nexmark.model.Bid;
import io.tailrace.samples.nexmark.model.Event;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** The queries 11 to 20 as SQL over all events at once, in an embedded database. */
final class SqlOracle implements AutoCloseable {

    private static final String BANDS = """
            count(%1$s), count(case when price < 10000 then 1 end),
            count(case when price >= 10000 and price < 1000000 then 1 end), count(case when price >= 1000000 then 1 end)""";

    private static final String DISTINCT = """
            count(distinct %1$s), count(distinct case when price < 10000 then %1$s end),
            count(distinct case when price >= 10000 and price < 1000000 then %1$s end),
            count(distinct case when price >= 1000000 then %1$s end)""";

    private final Connection connection;

    SqlOracle(List<Event> events) throws SQLException {
        connection = DriverManager.getConnection("jdbc:h2:mem:");
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "create table bid(auction bigint, bidder bigint, price bigint, channel varchar, url varchar,"
                            + " ms bigint, extra varchar, dt date)");
            statement.execute("create table auction(id bigint primary key, name varchar, description varchar,"
                    + " initial bigint, reserve bigint, ms bigint, expires bigint, seller bigint, category bigint,"
                    + " extra varchar)");
            statement.execute("create table side(id bigint primary key, text varchar)");
        }
        insert(events);
    }

    private void insert(List<Event> events) throws SQLException {
        try (PreparedStatement bids = connection.prepareStatement(
                        "insert into bid values(?, ?, ?, ?, ?, ?, ?, date '1970-01-01' + cast(? as int))");
                PreparedStatement auctions =
                        connection.prepareStatement("insert into auction values(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
                PreparedStatement side = connection.prepareStatement("insert into side values(?, ?)")) {
            for (Event event : events) {
                Bid bid = event.bid();
                Auction auction = event.auction();
                if (bid != null) {
                    add(
                            bids,
                            bid.auction(),
                            bid.bidder(),
                            bid.price(),
                            bid.channel(),
                            bid.url(),
                            bid.dateTimeMs(),
                            bid.extra(),
                            Math.floorDiv(bid.dateTimeMs(), 86_400_000L));
                } else if (auction != null) {
                    add(
                            auctions,
                            auction.id(),
                            auction.itemName(),
                            auction.description(),
                            auction.initialBid(),
                            auction.reserve(),
                            auction.dateTimeMs(),
                            auction.expiresMs(),
                            auction.seller(),
                            auction.category(),
                            auction.extra());
                }
            }
            for (int number = 0; number < NexmarkRun.SIDE_ROWS; number++) {
                add(side, number, NexmarkRun.sideText(number));
            }
            bids.executeBatch();
            auctions.executeBatch();
            side.executeBatch();
        }
    }

    private static void add(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        statement.addBatch();
    }

    /** Rows, their columns joined by commas, sorted. */
    List<String> results(int query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql(query))) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                StringJoiner row = new StringJoiner(",");
                for (int column = 1; column <= columns; column++) {
                    row.add(result.getString(column));
                }
                rows.add(row.toString());
            }
        }
        return rows.stream().sorted().toList();
    }

    private static String sql(int query) {
        return switch (query) {
            case 11 -> """
                    select bidder, count(*), min(ms), max(ms) from (
                      select bidder, ms, sum(begins) over (partition by bidder order by ms, n) as session from (
                        select bidder, ms, row_number() over (partition by bidder order by ms) as n,
                          case when ms - lag(ms) over (partition by bidder order by ms) <= 10000 then 0 else 1 end as begins
                        from bid))
                    group by bidder, session""";
            case 12 -> "select bidder, count(*) from bid group by bidder";
            case 13 -> "select auction, bidder, price, ms, text from bid join side on side.id = mod(auction, 10000)";
            case 14 -> """
                    select auction, bidder, price * 908,
                      case when h between 8 and 18 then 'dayTime' when h <= 6 or h >= 20 then 'nightTime' else 'otherTime' end,
                      ms, length(extra) - length(replace(extra, 'c', ''))
                    from (select *, mod(ms / 3600000, 24) as h from bid)
                    where price * 0.908 > 1000000 and price * 0.908 < 50000000""";
            case 15 ->
                "select " + BANDS.formatted("*") + ", " + DISTINCT.formatted("bidder") + ", "
                        + DISTINCT.formatted("auction") + ", max(ms) from bid group by dt";
            case 16 ->
                "select " + BANDS.formatted("*") + ", " + DISTINCT.formatted("bidder") + ", "
                        + DISTINCT.formatted("auction") + ", max(ms) from bid group by channel, dt";
            case 17 ->
                "select " + BANDS.formatted("*") + ", min(price), max(price), sum(price) from bid group by auction, dt";
            case 18 ->
                "select auction, bidder, price, channel, url, ms, extra from ("
                        + "select *, row_number() over (partition by bidder, auction order by ms desc, price desc) as n from bid)"
                        + " where n = 1";
            case 19 -> """
                    select auction, bidder, price, channel, url, ms, extra from (
                      select *, row_number() over (partition by auction order by price desc, ms, bidder) as n from bid)
                    where n <= 10""";
            case 20 -> """
                    select a.id, a.reserve, a.seller, b.bidder, b.price, b.ms, b.extra
                    from bid b join auction a on a.id = b.auction where a.category = 10""";
            default -> throw new IllegalArgumentException("query " + query);
        };
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
