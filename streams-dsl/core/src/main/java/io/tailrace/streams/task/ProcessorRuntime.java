package io.tailrace.streams.task;

import io.tailrace.streams.errors.StreamsException;
import io.tailrace.streams.errors.TaskCorruptedException;
import io.tailrace.streams.errors.TaskMigratedException;
import io.tailrace.streams.operator.TimeObserver;
import io.tailrace.streams.processor.api.FixedKeyProcessor;
import io.tailrace.streams.processor.api.InternalFixedKeyRecordFactory;
import io.tailrace.streams.processor.api.Processor;
import io.tailrace.streams.processor.api.ProcessorContext;
import io.tailrace.streams.processor.api.Record;
import io.tailrace.streams.topology.ProcessorSpec;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs a processor and hands its errors to the processing exception handler. */
final class ProcessorRuntime extends RuntimeNode {
    private final Processor<Object, Object, Object, Object> processor;
    private final Set<String> storeNames;
    private @Nullable NodeContext context;

    private ProcessorRuntime(String name, Processor<Object, Object, Object, Object> processor, Set<String> storeNames) {
        super(name);
        this.processor = processor;
        this.storeNames = storeNames;
    }

    @SuppressWarnings(
            "unchecked") // a node takes what its parents forward; a mismatch shows as a ClassCastException with advice
    static ProcessorRuntime of(ProcessorSpec spec) {
        Object made = spec.supplier().get();
        Processor<Object, Object, Object, Object> processor = made instanceof FixedKeyProcessor<?, ?, ?> fixedKey
                ? new FixedKeyAdapter((FixedKeyProcessor<Object, Object, Object>) fixedKey)
                : (Processor<Object, Object, Object, Object>) made;
        return new ProcessorRuntime(spec.name(), processor, spec.stores());
    }

    private record FixedKeyAdapter(FixedKeyProcessor<Object, Object, Object> processor)
            implements Processor<Object, Object, Object, Object> {
        @Override
        public void init(ProcessorContext<Object, Object> context) {
            processor.init((NodeContext) context);
        }

        @Override
        public void process(Record<Object, Object> record) {
            processor.process(InternalFixedKeyRecordFactory.create(record));
        }

        @Override
        public void close() {
            processor.close();
        }
    }

    /** Tells the processor of stream time that advanced without a record, if it wants to know. */
    void advanceTime(long streamTimeMs) {
        if (processor instanceof TimeObserver observer) {
            Objects.requireNonNull(context).punctuate(observer::streamTimeAdvanced, streamTimeMs);
        }
    }

    Set<String> storeNames() {
        return storeNames;
    }

    @Override
    void init(NodeContext nodeContext) {
        context = nodeContext;
        try {
            processor.init(nodeContext);
        } catch (StreamsException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new StreamsException("failed to initialize processor " + name, e);
        }
    }

    @Override
    void process(Record<Object, Object> record) {
        int attempt = 1;
        while (!succeeded(record, attempt)) {
            attempt++;
        }
    }

    /** Processes the record; returns false if that is to be repeated. */
    private boolean succeeded(Record<Object, Object> record, int attempt) {
        NodeContext node = Objects.requireNonNull(context);
        try {
            processor.process(record);
            return true;
        } catch (FailedProcessingException | TaskMigratedException | TaskCorruptedException | OutputFailedException e) {
            throw e;
        } catch (ClassCastException e) {
            throw new FailedProcessingException(name, new StreamsException(mismatch(record), e));
        } catch (RuntimeException e) {
            if (Repetition.again(node.processingPolicy(), attempt, name, e)) {
                return false;
            }
            node.failed(record, e);
            return true;
        }
    }

    private static String mismatch(Record<Object, Object> record) {
        return "ClassCastException invoking processor. Do the Processor's input types match the deserialized types?"
                + " Check the Serde setup and change the default Serdes in StreamConfig or provide correct Serdes via"
                + " method parameters. Make sure the Processor can accept the deserialized input of type key: "
                + typeOf(record.key()) + ", and value: " + typeOf(record.value()) + ".";
    }

    private static String typeOf(@Nullable Object value) {
        return value == null ? "unknown because it is null" : value.getClass().getName();
    }

    @Override
    void close() {
        try {
            processor.close();
        } catch (RuntimeException e) {
            throw new StreamsException("failed to close processor " + name, e);
        }
    }
}
