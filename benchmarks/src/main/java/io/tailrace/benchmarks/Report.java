package io.tailrace.benchmarks;

import java.io.PrintStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** Prints medians, and how each system stands to the first of its step, as a Markdown table. */
final class Report {

    private Report() {}

    static void print(PrintStream out, List<Measurement> all) {
        out.println("| step | system | records/s (min–max) | ratio | broker µs/record | ratio |");
        out.println("| --- | --- | --- | --- | --- | --- |");
        Set<String> steps = new LinkedHashSet<>();
        all.forEach(measurement -> steps.add(measurement.step()));
        for (String step : steps) {
            Set<String> systems = new LinkedHashSet<>();
            all.stream().filter(each -> each.step().equals(step)).forEach(each -> systems.add(each.system()));
            String first = systems.iterator().next();
            for (String system : systems) {
                double rate = median(all, step, system, Measurement::recordsPerSecond);
                double cpu = median(all, step, system, Measurement::brokerMicrosPerRecord);
                out.printf(
                        Locale.ROOT,
                        "| %s | %s | %,.0f (%,.0f–%,.0f) | %.2f | %.3f | %.2f |%n",
                        step,
                        system,
                        rate,
                        values(all, step, system, Measurement::recordsPerSecond).get(0),
                        values(all, step, system, Measurement::recordsPerSecond)
                                .get(values(all, step, system, Measurement::recordsPerSecond)
                                                .size()
                                        - 1),
                        rate / median(all, step, first, Measurement::recordsPerSecond),
                        cpu,
                        cpu / median(all, step, first, Measurement::brokerMicrosPerRecord));
            }
        }
    }

    private static double median(
            List<Measurement> all, String step, String system, ToDoubleFunction<Measurement> figure) {
        List<Double> values = values(all, step, system, figure);
        int middle = values.size() / 2;
        return values.size() % 2 == 1 ? values.get(middle) : (values.get(middle - 1) + values.get(middle)) / 2;
    }

    private static List<Double> values(
            List<Measurement> all, String step, String system, ToDoubleFunction<Measurement> figure) {
        return all.stream()
                .filter(each -> each.step().equals(step) && each.system().equals(system))
                .map(figure::applyAsDouble)
                .sorted()
                .toList();
    }
}
