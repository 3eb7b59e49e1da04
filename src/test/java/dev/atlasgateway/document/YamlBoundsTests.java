package dev.atlasgateway.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlBoundsTests {

    @Test
    void fitIntoTheHeap() {
        var small = YamlBounds.of(499L << 20);
        assertThat(small).isEqualTo(new YamlBounds(8_175_616, 817_561));
        assertThat(small.tooLong()).contains("8,175,616 bytes", "more memory");
        assertThat(YamlBounds.of(32L << 30)).extracting("bytes").isEqualTo(64 << 20);
        assertThat(YamlBounds.of(32L << 30).tooLong()).isEqualTo("is larger than 64 MiB");
    }

    @Test
    void countValuesToo() {
        var faults = new DocumentFaults();
        var letters = ("teams: [" + "a,".repeat(1_000) + "]").getBytes(StandardCharsets.UTF_8);
        assertThat(YamlText.compose(letters, new YamlBounds(10_000, 2_000), faults))
                .isNotNull();
        assertThat(YamlText.compose(letters, new YamlBounds(10_000, 500), faults))
                .isNull();
        assertThat(faults.inOrder()).singleElement().asString().contains("more than 500 values", "more memory");
    }

    /** An alias counts like the values and the characters that it repeats. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: &list [1,1,1,1,1,1,1,1,1,1]\nb: [*list, *list, *list, *list, *list]",
                "a: &word wwwwwwwwwwwwwwwwwwwwwwwwwwwwww\nb: [*word, *word, *word, *word, *word]",
                "a: &word wwwwwwwwwwwwwwwwwwwwwwwwwwwwww\nb: [{*word : 1}, {*word : 2}, {*word : 3}, {*word : 4}]",
                "a: &endless [*endless, *endless]"
            })
    void countAliasesAsIfWrittenOut(String yaml) {
        var document = yaml.getBytes(StandardCharsets.UTF_8);
        var faults = new DocumentFaults();
        assertThat(YamlText.compose(document, new YamlBounds(100, 60), faults)).isNull();
        assertThat(faults.inOrder()).singleElement().asString().contains("with its aliases written out");
        if (!yaml.contains("endless")) {
            assertThat(YamlText.compose(document, new YamlBounds(200, 80), new DocumentFaults()))
                    .isNotNull();
        }
    }
}
