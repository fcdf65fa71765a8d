package io.tailrace.streams.guide;

import io.tailrace.common.serialization.Serdes;
import io.tailrace.streams.kstream.GlobalKTable;
import io.tailrace.streams.kstream.JoinWindows;
import io.tailrace.streams.kstream.Joined;
import io.tailrace.streams.kstream.KStream;
import io.tailrace.streams.kstream.KTable;
import io.tailrace.streams.kstream.Materialized;
import io.tailrace.streams.state.Stores;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Joins of streams, tables and global tables. */
final class JoinsChapterTest extends GuideChapter {
    @Test
    void shouldJoinStreams() {
        // snippet:stream-join
        KStream<String, String> views = builder.stream("views");
        KStream<String, String> clicks = builder.stream("clicks");
        JoinWindows near = JoinWindows.ofTimeDifferenceAndGrace(Duration.ofMillis(10), Duration.ofMillis(50));
        views.join(clicks, (view, click) -> view + "+" + click, near).to("out");
        // end
        // picture:stream-join
        play("""
                views  a=v1@0
                clicks a=c1@10  -> out a=v1+c1@10
                views  a=v2@15  -> out a=v2+c1@15
                clicks b=c2@15
                clicks a=c3@5   -> out a=v1+c3@5
                                -> out a=v2+c3@15
                """);
    }

    @Test
    void shouldLeftJoinStreams() {
        // snippet:stream-left-join
        KStream<String, String> views = builder.stream("views");
        KStream<String, String> clicks = builder.stream("clicks");
        JoinWindows near = JoinWindows.ofTimeDifferenceWithNoGrace(Duration.ofMillis(10));
        views.leftJoin(clicks, (view, click) -> view + "+" + click, near).to("out");
        // end
        // picture:stream-left-join
        play("""
                views  a=v1@0
                clicks a=c1@5      -> out a=v1+c1@5
                views  b=v2@6
                clock  +1000
                views  c=v3@16
                clock  +1000
                views  c=v4@17     -> out b=v2+null@6
                views  null=v5@18  -> out null=v5+null@18
                views  d=null@19
                """);
    }

    @Test
    void shouldOuterJoinStreams() {
        // snippet:stream-outer-join
        KStream<String, String> views = builder.stream("views");
        KStream<String, String> clicks = builder.stream("clicks");
        JoinWindows near = JoinWindows.ofTimeDifferenceWithNoGrace(Duration.ofMillis(10));
        views.outerJoin(clicks, (view, click) -> view + "+" + click, near).to("out");
        // end
        // picture:stream-outer-join
        play("""
                views  a=v1@0
                clicks b=c1@1
                clock  +1000
                clicks c=c2@30  -> out a=v1+null@0
                                -> out b=null+c1@1
                """);
    }

    @Test
    void shouldJoinOnlyWhatComesAfter() {
        // snippet:stream-join-after
        KStream<String, String> views = builder.stream("views");
        KStream<String, String> clicks = builder.stream("clicks");
        JoinWindows after = JoinWindows.ofTimeDifferenceAndGrace(Duration.ofMillis(10), Duration.ofMillis(50))
                .before(Duration.ZERO);
        views.join(clicks, (user, view, click) -> user + ":" + view + "+" + click, after)
                .to("out");
        // end
        // picture:stream-join-after
        play("""
                views  a=v1@10
                clicks a=c1@9
                clicks a=c2@12  -> out a=a:v1+c2@12
                """);
    }

    @Test
    void shouldJoinStreamWithTable() {
        // snippet:stream-table-join
        KStream<String, String> orders = builder.stream("orders");
        KTable<String, String> prices = builder.table("prices");
        orders.join(prices, (order, price) -> order + "*" + price).to("inner");
        orders.leftJoin(prices, (order, price) -> order + "*" + price).to("left");
        // end
        // picture:stream-table-join
        play("""
                orders apple=3@0     -> left apple=3*null@0
                prices apple=50@1
                orders apple=4@2     -> inner apple=4*50@2
                                     -> left apple=4*50@2
                prices apple=60@3
                orders apple=5@0     -> inner apple=5*60@0
                                     -> left apple=5*60@0
                orders null=6@4      -> left null=6*null@4
                orders apple=null@5
                """);
    }

    @Test
    void shouldWaitForTheTable() {
        // snippet:stream-table-grace
        KStream<String, String> orders = builder.stream("orders");
        KTable<String, String> prices = builder.table(
                "prices",
                Materialized.as(Stores.persistentVersionedKeyValueStore("price-history", Duration.ofMillis(500))));
        Joined<String, String, String> patient =
                Joined.with(Serdes.String(), Serdes.String(), Serdes.String(), "patient", Duration.ofMillis(100));
        orders.join(prices, (order, price) -> order + "*" + price, patient).to("out");
        // end
        // picture:stream-table-grace
        play("""
                prices apple=50@0
                orders apple=3@20
                prices apple=60@30
                prices apple=55@10
                orders pear=1@120   -> out apple=3*55@20
                """);
    }

    @Test
    void shouldJoinGlobalTable() {
        // snippet:global-join
        KStream<String, String> orders = builder.stream("orders");
        GlobalKTable<String, String> names = builder.globalTable("names");
        orders.join(names, (orderId, customer) -> customer, (customer, name) -> name)
                .to("inner");
        orders.leftJoin(names, (orderId, customer) -> customer, (customer, name) -> name)
                .to("left");
        // end
        // picture:global-join
        play("""
                names  c1=Ann@0
                orders o1=c1@5   -> inner o1=Ann@5
                                 -> left o1=Ann@5
                orders o2=c2@6   -> left o2=null@6
                names  c2=Bob@7
                orders o2=c2@8   -> inner o2=Bob@8
                                 -> left o2=Bob@8
                """);
    }

    @Test
    void shouldJoinTables() {
        // snippet:table-join
        KTable<String, String> left = builder.table("left");
        KTable<String, String> right = builder.table("right");
        left.join(right, (l, r) -> l + r).toStream().to("inner");
        left.leftJoin(right, (l, r) -> l + r).toStream().to("left-join");
        left.outerJoin(right, (l, r) -> l + r).toStream().to("outer");
        // end
        // picture:table-join
        play("""
                left  a=L@0     -> left-join a=Lnull@0
                                -> outer a=Lnull@0
                right a=R@5     -> inner a=LR@5
                                -> left-join a=LR@5
                                -> outer a=LR@5
                left  a=null@6  -> inner a=null@6
                                -> left-join a=null@6
                                -> outer a=nullR@6
                right a=null@7  -> outer a=null@7
                """);
    }

    @Test
    void shouldJoinOnForeignKey() {
        // snippet:foreign-key-join
        KTable<String, String> customerOfOrder = builder.table("orders");
        KTable<String, String> nameOfCustomer = builder.table("customers");
        customerOfOrder
                .join(nameOfCustomer, customer -> customer, (customer, name) -> customer + ":" + name)
                .toStream()
                .to("out");
        // end
        // picture:foreign-key-join
        play("""
                orders    o1=c1@0
                orders    o2=c1@1
                customers c1=Ann@2   -> out o1=c1:Ann@2
                                     -> out o2=c1:Ann@2
                orders    o1=c2@3    -> out o1=null@3
                customers c1=Anna@4  -> out o2=c1:Anna@4
                """);
    }

    @Test
    void shouldLeftJoinOnForeignKey() {
        // snippet:foreign-key-left-join
        KTable<String, String> customerOfOrder = builder.table("orders");
        KTable<String, String> nameOfCustomer = builder.table("customers");
        customerOfOrder
                .leftJoin(nameOfCustomer, customer -> customer, (customer, name) -> customer + ":" + name)
                .toStream()
                .to("out");
        // end
        // picture:foreign-key-left-join
        play("""
                orders    o1=c1@0    -> out o1=c1:null@0
                customers c1=Ann@2   -> out o1=c1:Ann@2
                customers c1=null@3  -> out o1=c1:null@3
                """);
    }
}
