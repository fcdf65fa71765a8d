package io.tailrace.benchmarks.driver;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Prints medians as a Markdown table, with how Tailrace stands to Kafka. */
final class DriverTable {

    private DriverTable() {}

    /** @param samples by step, then Kafka's and Tailrace's */
    static void print(PrintStream out, Map<String, Map<String, List<DriverSample>>> samples) {
        out.println(
                "| topology | system | records/s (min–max) | µs CPU/record, thread | process | B allocated/record |");
        out.println("| --- | --- | --- | --- | --- | --- |");
        samples.forEach((step, bySystem) -> {
            bySystem.forEach((system, of) -> out.printf(
                    Locale.ROOT,
                    "| %s | %s | %,.0f (%,.0f–%,.0f) | %.2f | %.2f | %,.0f |%n",
                    step,
                    system,
                    median(of, DriverSample::perSecond),
                    sorted(of, DriverSample::perSecond).get(0),
                    sorted(of, DriverSample::perSecond).get(of.size() - 1),
                    median(of, DriverSample::threadMicros),
                    median(of, DriverSample::processMicros),
                    median(of, DriverSample::bytesPerRecord)));
            List<DriverSample> kafka = bySystem.get(DriverBenchmark.KAFKA);
            List<DriverSample> tailrace = bySystem.get(DriverBenchmark.TAILRACE);
            out.printf(
                    Locale.ROOT,
                    "| %s | **ratio** | %.1f | %.2f | %.2f | %.2f |%n",
                    step,
                    ratio(tailrace, kafka, DriverSample::perSecond),
                    ratio(tailrace, kafka, DriverSample::threadMicros),
                    ratio(tailrace, kafka, DriverSample::processMicros),
                    ratio(tailrace, kafka, DriverSample::bytesPerRecord));
        });
    }

    private static double ratio(
            List<DriverSample> some, List<DriverSample> others, ToDoubleFunction<DriverSample> figure) {
        return median(some, figure) / median(others, figure);
    }

    private static List<Double> sorted(List<DriverSample> samples, ToDoubleFunction<DriverSample> figure) {
        return samples.stream().map(figure::applyAsDouble).sorted().toList();
    }

    private static double median(List<DriverSample> samples, ToDoubleFunction<DriverSample> figure) {
        List<Double> sorted = sorted(samples, figure);
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
