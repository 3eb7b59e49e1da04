package dev.atlasgateway.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tests that the licences of all libraries in the jar allow to distribute it, by the SBOM in the jar. */
class LicenceTests {

    private static final Path SBOM = Path.of("target/classes/META-INF/sbom/application.cdx.json");

    /** Licences that allow to distribute a binary together with their texts. The libraries' jars contain the texts. */
    private static final Set<String> ACCEPTED = Set.of(
            "0BSD",
            "Apache-2.0",
            "BSD-2-Clause",
            "BSD-3-Clause",
            "Bouncy Castle Licence",
            "CC0-1.0",
            "EPL-2.0",
            "Go License",
            "MIT",
            "MIT-0");

    /** Libraries that offer a choice of licences, as their notices say. A list alone could mean that all apply. */
    private static final Set<String> LEAVE_THE_CHOICE =
            Set.of("ch.qos.logback", "jakarta.annotation", "jakarta.servlet", "jakarta.websocket");

    @Test
    void eachLibraryMayBePassedOnUnderItsLicences() throws Exception {
        assumeTrue(Files.exists(SBOM), "no SBOM: Maven makes none when it is offline");
        var components = JsonMapper.shared().readTree(Files.readString(SBOM)).path("components");
        var refused = new ArrayList<String>();
        for (var component : components) {
            var licences = licences(component);
            var choice = LEAVE_THE_CHOICE.contains(component.path("group").asString());
            if (licences.isEmpty()
                    || !(choice ? licences.stream().anyMatch(ACCEPTED::contains) : ACCEPTED.containsAll(licences))) {
                refused.add(component.path("purl").asString() + " " + licences);
            }
        }
        assertThat(components.size()).isGreaterThan(100);
        assertThat(refused).isEmpty();
    }

    @Test
    void theJarCarriesOurOwnLicence() {
        assertThat(Path.of("target/classes/META-INF/LICENSE")).hasSameTextualContentAs(Path.of("LICENSE"));
    }

    private static List<String> licences(JsonNode component) {
        return component
                .path("licenses")
                .valueStream()
                .map(entry -> entry.path("license"))
                .map(licence -> licence.path("id").asString(licence.path("name").asString("")))
                .toList();
    }
}
