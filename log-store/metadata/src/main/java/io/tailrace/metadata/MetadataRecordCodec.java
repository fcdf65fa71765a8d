package io.tailrace.metadata;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.tailrace.common.config.ConfigResource;
import io.tailrace.metadata.MetadataRecord.BrokerRecord;
import io.tailrace.metadata.MetadataRecord.BrokerRemovedRecord;
import io.tailrace.metadata.MetadataRecord.ClusterRecord;
import io.tailrace.metadata.MetadataRecord.ConfigRecord;
import io.tailrace.metadata.MetadataRecord.FeatureRecord;
import io.tailrace.metadata.MetadataRecord.PartitionRecord;
import io.tailrace.metadata.MetadataRecord.ProducerIdsRecord;
import io.tailrace.metadata.MetadataRecord.TopicRecord;
import io.tailrace.metadata.MetadataRecord.TopicRemovedRecord;
import io.tailrace.metadata.MetadataRecord.UnknownRecord;
import io.tailrace.protocol.codec.MalformedMessageException;
import java.util.ArrayList;
import java.util.List;

/**
 * Bytes of metadata records.
 *
 * <pre>
 * record  uvarint kind | field …
 * field   uvarint tag | uvarint length | length bytes:
 *           string   UTF-8
 *           number   zigzag varint
 *           numbers  zigzag varints, one after another
 *           uuid     16 bytes, big endian
 *           struct   field …
 * </pre>
 *
 * <table>
 * <caption>Kinds and fields; a kind or tag is never used again for something else</caption>
 * <tr><td>1 cluster</td><td>1 id</td></tr>
 * <tr><td>2 feature</td><td>1 name, 2 level</td></tr>
 * <tr><td>3 broker</td><td>1 id, 2 epoch, 3 incarnation, 4 endpoint (repeated: 1 listener, 2 host, 3 port, 4 security
 *     protocol), 5 rack?, 6 fenced</td></tr>
 * <tr><td>4 broker removed</td><td>1 id</td></tr>
 * <tr><td>5 topic</td><td>1 name, 2 id</td></tr>
 * <tr><td>6 partition</td><td>1 topic id, 2 index, 3 leader, 4 leader epoch, 5 partition epoch, 6 replicas, 7 isr</td></tr>
 * <tr><td>7 topic removed</td><td>1 id</td></tr>
 * <tr><td>8 config</td><td>1 resource type, 2 resource name, 3 key, 4 value?</td></tr>
 * <tr><td>9 producer ids</td><td>1 next id</td></tr>
 * </table>
 *
 * <p>Compatibility: a reader steps over fields and kinds that it does not know; a field that is added later must have a
 * meaning when it is absent.
 *
 * <p><b>Threads:</b> stateless.
 */
public final class MetadataRecordCodec {

    private MetadataRecordCodec() {}

    public static byte[] encode(MetadataRecord record) {
        FieldWriter out = new FieldWriter();
        int kind = write(record, out);
        byte[] body = out.toByteArray();
        ByteBuf encoded = Unpooled.buffer(body.length + 2);
        Varints.writeUnsigned(encoded, kind);
        encoded.writeBytes(body);
        if (record instanceof UnknownRecord unknown) {
            unknown.body().forEach(b -> encoded.writeByte(b));
        }
        return ByteBufUtil.getBytes(encoded);
    }

    private static int write(MetadataRecord record, FieldWriter out) {
        if (record instanceof ClusterRecord cluster) {
            out.string(1, cluster.clusterId());
            return 1;
        }
        if (record instanceof FeatureRecord feature) {
            out.string(1, feature.name()).number(2, feature.level());
            return 2;
        }
        if (record instanceof BrokerRecord broker) {
            writeBroker(broker.broker(), out);
            return 3;
        }
        if (record instanceof BrokerRemovedRecord broker) {
            out.number(1, broker.brokerId());
            return 4;
        }
        if (record instanceof TopicRecord topic) {
            out.string(1, topic.name()).uuid(2, topic.id());
            return 5;
        }
        if (record instanceof PartitionRecord partition) {
            writePartition(partition, out);
            return 6;
        }
        if (record instanceof TopicRemovedRecord topic) {
            out.uuid(1, topic.id());
            return 7;
        }
        if (record instanceof ConfigRecord config) {
            out.number(1, config.resource().type().id())
                    .string(2, config.resource().name())
                    .string(3, config.key())
                    .string(4, config.value());
            return 8;
        }
        if (record instanceof ProducerIdsRecord ids) {
            out.number(1, ids.nextProducerId());
            return 9;
        }
        return ((UnknownRecord) record).kind();
    }

    private static void writeBroker(BrokerImage broker, FieldWriter out) {
        out.number(1, broker.id()).number(2, broker.epoch()).uuid(3, broker.incarnationId());
        for (Endpoint endpoint : broker.endpoints()) {
            out.structure(
                    4,
                    inner -> inner.string(1, endpoint.listener())
                            .string(2, endpoint.host())
                            .number(3, endpoint.port())
                            .number(4, endpoint.securityProtocol()));
        }
        out.string(5, broker.rack()).number(6, broker.fenced() ? 1 : 0);
    }

    private static void writePartition(PartitionRecord partition, FieldWriter out) {
        PartitionImage image = partition.image();
        out.uuid(1, partition.topicId())
                .number(2, partition.partition())
                .number(3, image.leader())
                .number(4, image.leaderEpoch())
                .number(5, image.partitionEpoch())
                .numbers(6, image.replicas())
                .numbers(7, image.isr());
    }

    /**
     * Reads a record; the buffer keeps its position.
     *
     * @throws MalformedMessageException if the bytes are not a record
     */
    public static MetadataRecord decode(ByteBuf bytes) {
        ByteBuf in = bytes.slice();
        int kind = Varints.readUnsigned(in);
        if (kind < 1 || kind > 9) {
            List<Byte> body = new ArrayList<>();
            in.forEachByte(body::add);
            return new UnknownRecord(kind, List.copyOf(body));
        }
        try {
            return read(kind, new FieldReader("record of kind " + kind, in));
        } catch (IllegalArgumentException e) {
            throw new MalformedMessageException("metadata record of kind " + kind + ": " + e.getMessage(), e);
        }
    }

    private static MetadataRecord read(int kind, FieldReader fields) {
        return switch (kind) {
            case 1 -> new ClusterRecord(fields.string(1));
            case 2 -> new FeatureRecord(fields.string(1), (short) fields.integer(2));
            case 3 -> new BrokerRecord(readBroker(fields));
            case 4 -> new BrokerRemovedRecord(fields.integer(1));
            case 5 -> new TopicRecord(fields.string(1), fields.uuid(2));
            case 6 -> readPartition(fields);
            case 7 -> new TopicRemovedRecord(fields.uuid(1));
            case 8 ->
                new ConfigRecord(
                        new ConfigResource(ConfigResource.Type.forId((byte) fields.integer(1)), fields.string(2)),
                        fields.string(3),
                        fields.optionalString(4));
            default -> new ProducerIdsRecord(fields.number(1));
        };
    }

    private static BrokerImage readBroker(FieldReader fields) {
        List<Endpoint> endpoints = fields.structures(
                4,
                "endpoint",
                inner -> new Endpoint(inner.string(1), inner.string(2), inner.integer(3), (short) inner.integer(4)));
        return new BrokerImage(
                fields.integer(1),
                fields.number(2),
                fields.uuid(3),
                endpoints,
                fields.optionalString(5),
                fields.number(6, 0) != 0);
    }

    private static PartitionRecord readPartition(FieldReader fields) {
        PartitionImage image = new PartitionImage(
                fields.integer(3), fields.integer(4), fields.integer(5), fields.integers(6), fields.integers(7));
        return new PartitionRecord(fields.uuid(1), fields.integer(2), image);
    }
}
