package io.tailrace.protocol.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** From the text of a specification to the resolved model. */
class SpecTest {

    @Test
    void shouldReadCommentsAndDefaultsOfEveryJsonType() throws IOException {
        MessageSpec spec = read("""
                // a comment
                { "apiKey": 7, "type": "request", "name": "SampleRequest",
                  // another one
                  "validVersions": "0-3", "flexibleVersions": "2+", "latestVersionUnstable": true,
                  "fields": [
                    { "name": "A", "type": "bool", "versions": "0+", "default": true },
                    { "name": "B", "type": "int32", "versions": "0+", "default": "0x7fffffff" },
                    { "name": "C", "type": "int64", "versions": "0+", "default": -1 } ] }""");

        assertThat(spec.fields()).extracting(FieldSpec::defaultValue).containsExactly("true", "0x7fffffff", "-1");
        assertThat(spec.highestStableVersion()).isEqualTo(2);
        assertThat(spec.flexibleVersions()).isEqualTo(VersionRange.parse("2+"));
    }

    @Test
    void shouldRefuseAPropertyItDoesNotKnow() {
        assertThatThrownBy(() -> read(message("{ 'name': 'A', 'type': 'int8', 'versions': '0+', 'shape': 'round' }")))
                .hasMessageContaining("unknown property 'shape'");
    }

    @Test
    void shouldRefuseATagWithoutTaggedVersions() {
        assertThatThrownBy(() -> read(message("{ 'name': 'A', 'type': 'int8', 'versions': '0+', 'tag': 1 }")))
                .hasMessageContaining("tag and taggedVersions go together");
    }

    @Test
    void shouldRefuseTaggedFieldsOutsideFlexibleVersions() {
        assertThatThrownBy(() -> resolve(
                        "{ 'name': 'A', 'type': 'int8', 'versions': '0+', 'tag': 1," + " 'taggedVersions': '0+' }"))
                .hasMessageContaining("flexible only in 2-3");
    }

    @Test
    void shouldNarrowAStructureToTheVersionsOfItsField() throws IOException {
        MessageModel model = resolve("{ 'name': 'Rows', 'type': '[]Row', 'versions': '1-2', 'fields': ["
                + "{ 'name': 'Key', 'type': 'string', 'versions': '0+', 'nullableVersions': '3+' },"
                + "{ 'name': 'Gone', 'type': 'int8', 'versions': '3+' } ] }");

        StructModel row = model.nested().get(0);
        assertThat(row.live()).isEqualTo(VersionRange.parse("1-2"));
        assertThat(row.flexible()).isEqualTo(VersionRange.parse("2"));
        assertThat(row.fields()).singleElement().satisfies(key -> {
            assertThat(key.label()).isEqualTo("Sample.Row.key");
            assertThat(key.nullable().isEmpty()).isTrue();
        });
        assertThat(row.minSizeBytes())
                .as("int16 length, or compact length and tag count")
                .isEqualTo(2);
    }

    @Test
    void shouldRefuseStructuresThatContainThemselves() {
        assertThatThrownBy(() -> resolve("{ 'name': 'Rows', 'type': '[]Row', 'versions': '0+', 'fields': ["
                        + "{ 'name': 'Rows', 'type': '[]Row', 'versions': '0+' } ] }"))
                .hasMessageContaining("contains itself");
    }

    @Test
    void shouldRefuseAStructureThatIsNotDeclared() {
        assertThatThrownBy(() -> resolve("{ 'name': 'Row', 'type': 'Row', 'versions': '0+' }"))
                .hasMessageContaining("names no structure");
    }

    @Test
    void shouldRefuseATagUsedTwice() {
        String field = "{ 'name': '%s', 'type': 'int8', 'versions': '2+', 'tag': 0, 'taggedVersions': '2+' }";
        assertThatThrownBy(() -> resolve(field.formatted("A") + "," + field.formatted("B")))
                .hasMessageContaining("tag 0 is used twice");
    }

    @Test
    void shouldNameEnumConstantsAsKafkaDoes() {
        assertThat(ApiKeyEmitter.constantName("OffsetForLeaderEpochRequest")).isEqualTo("OFFSET_FOR_LEADER_EPOCH");
        assertThat(ApiKeyEmitter.constantName("ApiVersionsRequest")).isEqualTo("API_VERSIONS");
    }

    private static MessageModel resolve(String fields) throws IOException {
        return ModelResolver.resolve(read(message(fields)));
    }

    private static String message(String fields) {
        return ("{ 'type': 'data', 'name': 'Sample', 'validVersions': '0-3', 'flexibleVersions': '2-3', 'fields': ["
                        + fields + "] }")
                .replace('\'', '"');
    }

    private static MessageSpec read(String json) throws IOException {
        return new SpecReader().read(json);
    }
}
