package dev.atlasgateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreFailureAnalyzerTests {

    private final StoreFailureAnalyzer analyzer = new StoreFailureAnalyzer();

    @Test
    void namesTheMissingSetting() {
        var analysis = analyzer.analyze(new IllegalStateException(new StoreSettingCheck.Missing()));
        assertThat(analysis.getDescription()).isEqualTo("The setting spring.datasource.url is missing.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"08001", "28P01", "3D000"})
    void saysWhyPostgresIsNotUsable(String state) {
        var analysis = analyzer.analyze(new IllegalStateException(new SQLException("refused", state)));
        assertThat(analysis.getDescription()).contains("spring.datasource.url").contains("refused");
    }

    @Test
    void ignoresOtherFailures() {
        assertThat(analyzer.analyze(new IllegalStateException(new SQLException("syntax", "42601"))))
                .isNull();
    }
}
