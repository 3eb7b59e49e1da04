package dev.atlasgateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.AtlasGatewayApplication;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** What the process of a failed start writes. {@code src/image/prove.sh} looks at good starts and stops of the image too. */
class ProcessLogTests {

    @ParameterizedTest(name = "{0}")
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
                    a missing setting          | --logging.structured.format.console=ecs             | spring.datasource.url is missing
                    a missing file of settings | --spring.config.import=file:/missing.yaml           | /missing.yaml' does not exist
                    a broken file of settings  | --spring.config.import=optional:file:pom.xml[.yaml] | Application run failed
                    logging that is not set up | --logging.structured.format.console=missing         | Unknown format 'missing'
                    """)
    void isJsonWithItsOriginInEachLineAlsoBeforeLoggingIsSetUp(String what, String setting, String words)
            throws Exception {
        var builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Dspring.application.version=1.2.3",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AtlasGatewayApplication.class.getName(),
                        "--server.port=0",
                        "--management.server.port=0",
                        setting))
                .redirectErrorStream(true);
        builder.environment().put("HOSTNAME", "pod-1");
        var process = builder.start();
        var lines = process.inputReader().lines().toList();
        assertThat(process.waitFor()).isOne();
        assertThat(lines).allSatisfy(line -> {
            var service = JsonMapper.shared().readTree(line).path("service");
            assertThat(service.path("version").asString()).isEqualTo("1.2.3");
            assertThat(service.path("node").path("name").asString()).isEqualTo("pod-1");
        });
        assertThat(lines).anySatisfy(line -> assertThat(line).contains(words));
    }
}
