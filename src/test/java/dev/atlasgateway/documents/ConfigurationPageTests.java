package dev.atlasgateway.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** Whether the page of all settings is current; with {@code -Dupdate} it is brought up to date instead. */
class ConfigurationPageTests {

    @Test
    void isThatOfTheCode() throws Exception {
        var page = Files.readString(ConfigurationPage.FILE);
        var renewed = ConfigurationPage.renewed(page);
        if (System.getProperty("update") != null) {
            Files.writeString(ConfigurationPage.FILE, renewed);
            return;
        }
        assertThat(page)
                .as("out of date: ./mvnw test -Dtest=ConfigurationPageTests -Dupdate")
                .isEqualTo(renewed);
    }
}
