#!/usr/bin/env bash
# storage.sh [--mib N] [--repetitions N] [--partitions N] [--steps REGEX] [--folder DIR]
# Measures the storage engine beside plain files and Kafka's UnifiedLog, in turn within one run, and prints a table of medians with ratios.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
if [ ! -e benchmarks/target/class-path.txt ]; then
  echo "building the benchmarks (once) ..." >&2
  ./mvnw -q -B -Dmaven.test.skip=true -Dspotless.check.skip=true -pl benchmarks -am package
fi
java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
exec "$java" -Xmx1g -Dlogback.statusListenerClass=ch.qos.logback.core.status.NopStatusListener -cp "benchmarks/target/classes:$(cat benchmarks/target/class-path.txt)" io.tailrace.benchmarks.storage.StorageBenchmark "$@"
