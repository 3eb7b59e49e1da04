package dev.atlasgateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestProxyCustomizerTests {

    /** Google's load balancers append two entries: the caller's, and their own. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    6.6.6.6, 10.1.2.3           | 1 | 10.1.2.3
                    6.6.6.6, 10.1.2.3, 35.0.0.1 | 2 | 10.1.2.3
                    10.1.2.3, 35.0.0.1          | 2 | 10.1.2.3
                    10.1.2.3                    | 2 | 10.1.2.3
                    6.6.6.6, unknown, 35.0.0.1  | 2 |
                    """)
    void takesTheEntryThatTheFirstProxyAppends(String header, int proxies, @Nullable String address) {
        assertThat(NearestProxyCustomizer.address(List.of(header), proxies)).isEqualTo(Optional.ofNullable(address));
    }
}
