#!/usr/bin/env bash
# driver.sh [--seconds N] [--repetitions N] [--steps REGEX]
# Measures the test driver beside Kafka's, topology by topology, each in a JVM of its own in turn, and prints a table of medians with ratios.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
if [ ! -e benchmarks/target/class-path.txt ]; then
  echo "building the benchmarks (once) ..." >&2
  ./mvnw -q -B -Dmaven.test.skip=true -Dspotless.check.skip=true -pl benchmarks -am package
fi
java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
exec "$java" -Xmx64m -Dlogback.statusListenerClass=ch.qos.logback.core.status.NopStatusListener -cp "benchmarks/target/classes:$(cat benchmarks/target/class-path.txt)" io.tailrace.benchmarks.driver.DriverBenchmark "$@"
