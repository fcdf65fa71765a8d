package io.tailrace.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/** The child process: formats the storage if it is new, starts the broker, and ends when its parent does. */
final class KafkaBrokerMain {

    private KafkaBrokerMain() {}

    public static void main(String[] args) throws IOException {
        String properties = args[0];
        Thread watch = new Thread(KafkaBrokerMain::endWithParent, "parent-watch");
        watch.setDaemon(true);
        watch.start();
        Path data = Path.of(properties).resolveSibling("data");
        if (!Files.exists(data.resolve("meta.properties"))) {
            String id = Uuid.randomUuid().toString();
            int status = StorageTool.execute(new String[] {"format", "-t", id, "-c", properties}, System.out);
            if (status != 0) {
                throw new IllegalStateException("formatting the storage failed, status=" + status);
            }
        }
        Kafka.main(new String[] {properties});
    }

    /** The pipe to the parent ends with the parent, however that ends. */
    private static void endWithParent() {
        try {
            int read = System.in.read();
            while (read >= 0) {
                read = System.in.read();
            }
        } catch (IOException e) {
            System.err.println("the parent is gone: " + e.getMessage());
        }
        Runtime.getRuntime().halt(1);
    }
}
