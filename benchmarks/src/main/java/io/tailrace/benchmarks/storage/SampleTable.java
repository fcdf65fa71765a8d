package io.tailrace.benchmarks.storage;

import java.io.PrintStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** Prints medians as a Markdown table, with ratios to the first system of each step. */
final class SampleTable {

    private SampleTable() {}

    static void print(PrintStream out, List<Sample> samples) {
        out.println("| step | system | unit | per second (min–max) | ratio | per CPU second | ratio |");
        out.println("| --- | --- | --- | --- | --- | --- | --- |");
        Set<String> steps = new LinkedHashSet<>();
        samples.forEach(sample -> steps.add(sample.step()));
        for (String step : steps) {
            List<Sample> ofStep = samples.stream()
                    .filter(sample -> sample.step().equals(step))
                    .toList();
            Set<String> systems = new LinkedHashSet<>();
            ofStep.forEach(sample -> systems.add(sample.system()));
            String first = systems.iterator().next();
            for (String system : systems) {
                print(out, ofStep, system, first);
            }
        }
    }

    private static void print(PrintStream out, List<Sample> samples, String system, String first) {
        List<Double> rates = sorted(samples, system, Sample::rate);
        double rate = median(rates);
        double perCpu = median(sorted(samples, system, Sample::ratePerCpuSecond));
        out.printf(
                Locale.ROOT,
                "| %s | %s | %s | %,.1f (%,.1f–%,.1f) | %.2f | %,.1f | %.2f |%n",
                samples.get(0).step(),
                system,
                samples.get(0).unit(),
                rate,
                rates.get(0),
                rates.get(rates.size() - 1),
                rate / median(sorted(samples, first, Sample::rate)),
                perCpu,
                perCpu / median(sorted(samples, first, Sample::ratePerCpuSecond)));
    }

    private static List<Double> sorted(List<Sample> samples, String system, ToDoubleFunction<Sample> figure) {
        return samples.stream()
                .filter(sample -> sample.system().equals(system))
                .map(figure::applyAsDouble)
                .sorted()
                .toList();
    }

    private static double median(List<Double> sorted) {
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
