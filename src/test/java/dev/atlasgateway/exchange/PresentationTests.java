package dev.atlasgateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PresentationTests {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, false, false",
                "envelope=true, true, false",
                "a=b&pretty=true, false, true",
                "envelope=true&pretty=true, true, true",
                "pretty=TRUE, false, false",
                "xpretty=true, false, false"
            })
    void readsTheFlags(String query, boolean envelope, boolean pretty) {
        assertThat(Presentation.of(query)).isEqualTo(new Presentation(envelope, pretty));
    }

    @Test
    void leavesThePlainEntityAsItIs() {
        assertThat(render(false, false)).isEqualTo("{\"a\":1}");
    }

    @Test
    void wrapsTheEntity() {
        assertThat(render(true, false)).isEqualTo("{\"status\":403,\"content\":{\"a\":1}}");
    }

    @Test
    void indentsTheWrappedEntity() {
        assertThat(render(true, true)).contains("\n  \"content\" : {").contains("\n    \"a\" : 1");
    }

    private static String render(boolean envelope, boolean pretty) {
        var json = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
        return new String(new Presentation(envelope, pretty).render(403, json), StandardCharsets.UTF_8);
    }
}
