package dev.atlasgateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.mock.env.MockEnvironment;

class StoreFailureAnalyzerTests {

    private final StoreFailureAnalyzer analyzer = new StoreFailureAnalyzer();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "- | The setting spring.datasource.url is missing.",
                "'' | The setting spring.datasource.url is missing.",
                "postgres://u:hush@db/gateway | The setting spring.datasource.url must begin with jdbc:postgresql:, because it is a JDBC URL.",
                "postgresql://u:hush@db/gateway | The setting spring.datasource.url must begin with jdbc:postgresql:, because it is a JDBC URL.",
                "jdbc:mysql://db/gateway?password=hush | The setting spring.datasource.url must begin with jdbc:postgresql:, because it is a JDBC URL.",
                "jdbc:postgresql://db/gateway?preferQueryMode=simple&user=u | preferQueryMode=simple cannot be used, because the audit is sent in binary.",
                "jdbc:postgresql://db:hush/gateway | The setting spring.datasource.url is not a URL that PostgreSQL's driver can read.",
            })
    void namesTheSettingWithoutAUsableUrlButNotItsValue(String url, String sentence) {
        var environment = new MockEnvironment();
        if (url != null) {
            environment.setProperty("spring.datasource.url", url);
        }
        var analysis = analyzer.analyze(failure(environment));
        assertThat(analysis.getDescription()).isEqualTo(sentence);
        assertThat(analysis.getAction())
                .contains("jdbc:postgresql://host/database")
                .doesNotContain("hush");
    }

    private static Throwable failure(MockEnvironment environment) {
        try {
            new StoreSettingCheck(environment).postProcessBeanFactory(new DefaultListableBeanFactory());
            throw new AssertionError("accepted");
        } catch (UnusableStoreException e) {
            return new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"08001", "28P01", "3D000", "42501", "42P01", "25006", "53300", "57P03", "58030"})
    void saysWhyPostgresIsNotUsable(String state) {
        var analysis = analyzer.analyze(new IllegalStateException(new SQLException("refused", state)));
        assertThat(analysis.getDescription())
                .contains("spring.datasource.", "refused")
                .doesNotContain("\n");
        assertThat(analysis.getAction()).isNotBlank();
    }

    @Test
    void ignoresOtherFailures() {
        assertThat(analyzer.analyze(new IllegalStateException(new SQLException("syntax", "42601"))))
                .isNull();
    }
}
