#!/usr/bin/env bash
# run.sh [--records N] [--repetitions N] [--steps REGEX]
# Measures Tailrace beside Apache Kafka, in turn within one run, and prints a table of medians with ratios.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
if [ ! -e benchmarks/target/class-path.txt ]; then
  echo "building the benchmarks (once) ..." >&2
  ./mvnw -q -B -Dmaven.test.skip=true -Dspotless.check.skip=true -pl benchmarks -am package
fi
java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
exec "$java" -Xmx256m -Dlogback.statusListenerClass=ch.qos.logback.core.status.NopStatusListener -cp "benchmarks/target/classes:$(cat benchmarks/target/class-path.txt)" io.tailrace.benchmarks.SideBySide "$@"
