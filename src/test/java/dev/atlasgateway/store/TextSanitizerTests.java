package dev.atlasgateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class TextSanitizerTests {

    @ParameterizedTest
    @ValueSource(strings = {"", "orders-prod", "Zürich, 東京", "👩‍👩‍👧", "a…b"})
    void leavesHarmlessTextAsItIs(String text) {
        assertThat(TextSanitizer.text(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\0", "\n", "\r", "\t", "\u001b", "\u007f", "\u0085", "\u2028", "\u2029", "\ud800", "\u202e"})
    void replacesCharactersThatBreakLinesTerminalsOrPostgres(String evil) {
        assertThat(TextSanitizer.text("a" + evil + "b")).isEqualTo("a\uFFFDb");
    }

    @Test
    void boundsTheLength() {
        assertThat(TextSanitizer.text("x".repeat(100_000))).hasSize(1_001).endsWith("…");
    }

    @Test
    void neverCutsACharacterInHalf() {
        assertThat(TextSanitizer.text("x".repeat(999) + "👩" + "y"))
                .doesNotContain("\ud83d\ufffd")
                .hasSizeLessThan(1_003);
        assertThat(TextSanitizer.text("x".repeat(999) + "👩" + "y").codePoints())
                .noneMatch(c -> Character.getType(c) == Character.SURROGATE);
    }

    @Test
    void sanitizesStringsInsideJson() {
        var json = JsonMapper.shared().readTree("{\"tags\":[{\"key\":\"a\\u0000b\",\"value\":1}],\"x\\ny\":true}");

        assertThat(TextSanitizer.json(json))
                .isEqualTo("{\"tags\":[{\"key\":\"a\uFFFDb\",\"value\":1}],\"x\uFFFDy\":true}");
    }
}
