package io.tailrace.common.metrics;

import io.tailrace.common.MetricName;
import java.util.List;

/** A statistic that is several numbers, each with a name. */
public interface CompoundStat extends Stat {

    List<NamedMeasurable> stats();

    /** One of the numbers. */
    class NamedMeasurable {
        private final MetricName name;
        private final Measurable stat;

        public NamedMeasurable(MetricName name, Measurable stat) {
            this.name = name;
            this.stat = stat;
        }

        public MetricName name() {
            return name;
        }

        public Measurable stat() {
            return stat;
        }
    }
}
