package dev.atlasgateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientAddressTests {

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, 10.1.2.3",
        "10.1.2.3:4711, 10.1.2.3",
        "[2001:db8::1], 2001:db8::1",
        "[2001:DB8:0:0:0:0:0:1]:4711, 2001:db8::1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "0:0:0:0:0:0:0:0, ::",
        "0:0:0:0:0:0:0:1, ::1",
        "fe80:0:0:0:0:0:0:0, fe80::",
        "::ffff:10.1.2.3, 10.1.2.3",
        "unknown, unknown",
        "_hidden:80, _hidden:80",
        "[::1, [::1",
        "'', ''",
    })
    void hasOneSpelling(String sent, String spelling) {
        assertThat(ClientAddress.of(sent)).isEqualTo(spelling);
    }
}
