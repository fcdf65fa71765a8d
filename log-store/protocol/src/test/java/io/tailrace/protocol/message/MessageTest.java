package io.tailrace.protocol.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.tailrace.protocol.codec.ApiMessage;
import io.tailrace.protocol.codec.MalformedMessageException;
import io.tailrace.protocol.codec.UnsupportedFieldException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds for generated messages beside their encoding. */
class MessageTest {

    private static final String SECRET = "hunter2";

    @Test
    void shouldNotShowConfigurationValues() {
        List<Object> messages = List.of(
                new AlterConfigsRequest.AlterableConfig().setValue(SECRET),
                new IncrementalAlterConfigsRequest.AlterableConfig().setValue(SECRET),
                new CreateTopicsRequest.CreatableTopicConfig().setValue(SECRET),
                new CreateTopicsResponse.CreatableTopicConfigs().setValue(SECRET),
                new DescribeConfigsResponse.DescribeConfigsResourceResult().setValue(SECRET),
                new DescribeConfigsResponse.DescribeConfigsSynonym().setValue(SECRET));

        assertThat(messages)
                .allSatisfy(message ->
                        assertThat(message.toString()).doesNotContain(SECRET).contains("value=[hidden]"));
    }

    @Test
    void shouldShowBytesAndRecordsBySizeOnly() {
        SaslAuthenticateRequest sasl = new SaslAuthenticateRequest().setAuthBytes(SECRET.getBytes(UTF_8));
        assertThat(sasl).hasToString("SaslAuthenticateRequest(authBytes=7 bytes)");

        FetchResponse.PartitionData partition =
                new FetchResponse.PartitionData().setRecords(Unpooled.copiedBuffer(SECRET, UTF_8));
        assertThat(partition.toString()).contains("records=7 bytes of records").doesNotContain(SECRET);
    }

    @Test
    void shouldReleaseRecordsOnceHoweverOftenAsked() {
        ByteBuf records = Unpooled.copiedBuffer("abc", UTF_8);
        ProduceRequest request = produce(records);

        request.release();
        request.release();

        assertThat(records.refCnt()).isZero();
        assertThat(request.topicData().get(0).partitionData().get(0).records()).isNull();
    }

    @Test
    void shouldGiveBackTheRecordsOfAMessageThatBreaksOff() {
        ByteBuf records = Unpooled.copiedBuffer("abc", UTF_8);
        ProduceRequest request = produce(records);
        ByteBuf wire = Unpooled.buffer();
        request.write(wire, (short) 9);
        wire.writerIndex(wire.writerIndex() - 1);

        assertThatThrownBy(() -> new ProduceRequest().read(wire, (short) 9))
                .isInstanceOf(MalformedMessageException.class);

        assertThat(wire.refCnt()).isEqualTo(1);
        request.release();
    }

    @Test
    void shouldRefuseAVersionThatDoesNotExist() {
        ApiMessage message = new FetchRequest();

        assertThatThrownBy(() -> message.size((short) 3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> message.write(Unpooled.buffer(), (short) 19))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected FetchRequest version 4 to 18, actual version=19");
        assertThatThrownBy(() -> message.read(Unpooled.buffer(), (short) 3))
                .isInstanceOf(MalformedMessageException.class);
    }

    @Test
    void shouldRefuseToDropAFieldThatMatters() {
        FetchRequest request = new FetchRequest().setReplicaId(7);

        assertThatThrownBy(() -> request.write(Unpooled.buffer(), (short) 15))
                .isInstanceOf(UnsupportedFieldException.class)
                .hasMessageContaining("FetchRequest.replicaId")
                .hasMessageContaining("version 15");
    }

    @Test
    void shouldRefuseATagThatTheVersionLacks() {
        ByteBuf wire = Unpooled.buffer();
        new ProduceResponse().write(wire, (short) 9);
        int end = wire.writerIndex();
        wire.setByte(end - 1, 1).writeBytes(new byte[] {0, 1, 1});

        assertThatThrownBy(() -> new ProduceResponse().read(wire, (short) 9))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("no tag 0 in version 9 of ProduceResponse");
        assertThatCode(() -> new ProduceResponse().read(wire.readerIndex(0), (short) 10))
                .doesNotThrowAnyException();
    }

    @Test
    void shouldForgetWhatItHeldBeforeWhenRead() {
        ByteBuf wire = Unpooled.buffer();
        new MetadataRequest().write(wire, (short) 0);
        MetadataRequest request = new MetadataRequest().setAllowAutoTopicCreation(false);
        request.topics().add(new MetadataRequest.MetadataRequestTopic().setName("old"));

        request.read(wire, (short) 0);

        assertThat(request).isEqualTo(new MetadataRequest());
    }

    @Test
    void shouldRefuseNullWhereNoVersionHasIt() {
        assertThatThrownBy(() -> new JoinGroupRequest().setGroupId(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("JoinGroupRequest.groupId");
        assertThatThrownBy(() -> new MetadataRequest().setTopics(null).write(Unpooled.buffer(), (short) 0))
                .isInstanceOf(UnsupportedFieldException.class)
                .hasMessageContaining("MetadataRequest.topics");
    }

    @Test
    void shouldNumberTheRecordsOfTheOffsetsTopic() {
        assertThat(OffsetCommitKey.RECORD_TYPE).isEqualTo((short) 1);
        assertThat(GroupMetadataKey.RECORD_TYPE).isEqualTo((short) 2);
        assertThat(new OffsetCommitKey().apiKey()).isEqualTo((short) -1);
    }

    private static ProduceRequest produce(ByteBuf records) {
        ProduceRequest.TopicProduceData topic = new ProduceRequest.TopicProduceData().setName("t");
        topic.partitionData().add(new ProduceRequest.PartitionProduceData().setRecords(records));
        ProduceRequest request = new ProduceRequest();
        request.topicData().add(topic);
        return request;
    }
}
