package dev.atlasgateway.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.atlasgateway.AtlasGatewayApplication;
import dev.atlasgateway.server.UnknownSettingCheck;
import dev.atlasgateway.testing.Postgres;
import dev.atlasgateway.testing.ReadsOutput;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.validation.annotation.Validated;

/** The messages at start about wrong settings. */
@ReadsOutput
class SettingsTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            gateway.shop.colour | The setting gateway.shop.colour is unknown: gateway.shop has no colour; did you mean color?
            gateway.shop.owner.nam | The setting gateway.shop.owner.nam is unknown: gateway.shop.owner has no nam; did you mean name?
            gateway.shop.accounts.main.secert | The setting gateway.shop.accounts.main.secert is unknown: gateway.shop.accounts.main has no secert; did you mean secret?
            gateway.shop.people[0].aeg | The setting gateway.shop.people[0].aeg is unknown.
            gateway.shp.color | The setting gateway.shp.color is unknown: gateway has no shp; did you mean shop?
            gateway.shop.zebra | The setting gateway.shop.zebra is unknown: gateway.shop has no zebra.
            """)
    void nameAnUnknownSettingAndTheNearestKnownOne(String setting, String sentence, CapturedOutput output) {
        start(Map.of("gateway.shop.owner.age", "7", "gateway.shop.accounts.main.id", "1", setting, "x"), Map.of());
        assertOneSentence(output, sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GATEWAY_SHOP_COLOUR", "GATEWAY_SHOP_MAX_SIEZ", "GATEWAY_SHOP_ACCOUNTS_MAIN_SECERT"})
    void nameAnUnknownVariable(String variable, CapturedOutput output) {
        start(Map.of(), Map.of(variable, "1"));
        assertThat(output).contains("is unknown", variable.toLowerCase().replace('_', '.'));
    }

    @Test
    void acceptBothSpellingsOfVariablesAndIgnoreThoseOfOtherPrograms() {
        assertThat(start(
                        Map.of(),
                        Map.of(
                                "GATEWAY_SHOP_MAXSIZE", "1",
                                "GATEWAY_SHOP_MAX_SIZE", "1",
                                "GATEWAY_SHOP_ACCOUNTS_MAIN_SECRET", "x",
                                "GATEWAY_SHOP_PEOPLE_0_NAME", "x",
                                "GATEWAY_HOST", "x",
                                "GATEWAY_SHOP_SERVICE_PORT_HTTP", "80",
                                "GATEWAY_SHOP_PORT_80_TCP_ADDR", "10.0.0.1")))
                .isNull();
    }

    @Test
    void acceptAnyKeyOfAMapAndReplacedLists() {
        assertThat(start(
                        Map.of(
                                "gateway.shop.labels.any-thing", "1",
                                "gateway.shop.labels[a/b c]", "1",
                                "gateway.shop.people[0].name", "x",
                                "gateway.shop.people[1].name", "y"),
                        Map.of("GATEWAY_SHOP_PEOPLE_0_NAME", "z")))
                .isNull();
    }

    @Test
    void nameTheTypeOfAWrongValueButNotTheValue(CapturedOutput output) {
        start(Map.of("gateway.shop.max-size", "hush"), Map.of());
        assertOneSentence(output, "The setting gateway.shop.max-size must be of the type int.");
        assertThat(output).doesNotContain("hush");
    }

    @Test
    void nameTheLimitsOfWrongValuesButNotTheValues(CapturedOutput output) {
        start(Map.of("gateway.shop.max-size", "-1", "gateway.shop.accounts.main.secret", "hush, hush"), Map.of());
        assertOneSentence(
                output,
                "The setting gateway.shop.accounts[main].secret size must be between 0 and 8;"
                        + " gateway.shop.max-size must be greater than 0.");
        assertThat(output).doesNotContain("hush");
    }

    @Test
    void showTheMessagesOfOwnChecks(CapturedOutput output) {
        start(Map.of("gateway.shop.color", "none"), Map.of());
        assertOneSentence(output, "The setting gateway.shop.color must be a color.");
    }

    @Test
    void nameTheMissingDatabase(CapturedOutput output) {
        assertThat(catchThrowable(() -> new SpringApplicationBuilder(AtlasGatewayApplication.class)
                        .run("--server.port=0", "--management.server.port=0")))
                .isNotNull();
        assertOneSentence(output, "The setting spring.datasource.url is missing.");
    }

    @ParameterizedTest
    @CsvSource({
        "/atlas, http://localhost:8080, gateway.translation.public-url must have the same path",
        "'', https://example.com/atlas, gateway.translation.public-url must have the same path",
        "/atlas, https://example.com/other, gateway.translation.public-url must have the same path",
        "atlas, https://example.com/atlas, server.servlet.context-path must begin with /",
        "/a b, https://example.com/a b, server.servlet.context-path must begin with /"
    })
    void nameAPathPrefixThatIsNotThatOfThePublicUrl(
            String prefix, String publicUrl, String sentence, CapturedOutput output) {
        assertThat(catchThrowable(() -> new SpringApplicationBuilder(AtlasGatewayApplication.class)
                        .run(
                                "--server.servlet.context-path=" + prefix,
                                "--gateway.translation.public-url=" + publicUrl)))
                .isNotNull();
        assertOneSentence(output, "The setting " + sentence);
    }

    @Test
    void sayWhyTheDatabaseIsNotUsable(CapturedOutput output) {
        var url = Postgres.newDatabase();
        JdbcClient.create(new DriverManagerDataSource(url))
                .sql("create table other(id int)")
                .update();
        assertThat(catchThrowable(() -> new SpringApplicationBuilder(AtlasGatewayApplication.class)
                        .run(
                                "--server.port=0",
                                "--management.server.port=0",
                                "--gateway.atlas.accounts.default.client-id=mdb_sa_id_0123456789abcdef01234567",
                                "--gateway.atlas.accounts.default.client-secret=mdb_sa_sk_" + "a".repeat(43),
                                "--spring.datasource.url=" + url)))
                .isNotNull();
        assertOneSentence(output, "The schema in the PostgreSQL of spring.datasource.url is not one");
    }

    /** Background threads of other gateways may log a stack trace meanwhile. One of this start has its first method. */
    private static void assertOneSentence(CapturedOutput output, String sentence) {
        assertThat(output)
                .contains("APPLICATION FAILED TO START", sentence)
                .doesNotContain("org.springframework.boot.SpringApplication.run(");
    }

    /** Returns the failure of the start; null if it starts. */
    private static @Nullable Throwable start(Map<String, Object> settings, Map<String, Object> variables) {
        return catchThrowable(() -> new SpringApplicationBuilder(Shops.class)
                .web(WebApplicationType.NONE)
                .environment(environment(variables))
                .properties(settings)
                .run()
                .close());
    }

    private static ConfigurableEnvironment environment(Map<String, Object> variables) {
        var environment = new StandardEnvironment();
        var name = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
        environment
                .getPropertySources()
                .replace(name, new SystemEnvironmentPropertySource(name, new HashMap<>(variables)));
        return environment;
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(Shop.class)
    static class Shops {
        @Bean
        static UnknownSettingCheck unknownSettings(ConfigurableEnvironment environment) {
            return new UnknownSettingCheck(environment);
        }
    }

    @Validated
    @ConfigurationProperties("gateway.shop")
    record Shop(
            @DefaultValue("red") String color,
            @DefaultValue("1") @Positive int maxSize,
            @DefaultValue Map<String, String> labels,
            @DefaultValue Map<String, @Valid Account> accounts,
            @DefaultValue List<Person> people,
            @Nullable Person owner) {

        Shop {
            if (color.equals("none")) {
                throw new IllegalArgumentException("gateway.shop.color must be a color");
            }
        }
    }

    record Account(
            @Nullable String id, @Size(max = 8) @Nullable String secret) {}

    record Person(@Nullable String name, @Nullable Integer age) {}
}
