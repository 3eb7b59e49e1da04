package dev.atlasgateway.helm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.testing.Dashboards;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DashboardsTests {

    @ParameterizedTest
    @MethodSource("dev.atlasgateway.testing.Dashboards#all")
    void answerAQuestionWithEachPanelInAUnitAndASentence(Dashboards.Dashboard dashboard) {
        assertThat(dashboard.panels()).isNotEmpty();
        for (var panel : dashboard.panels()) {
            assertThat(panel.title()).endsWith("?");
            assertThat(panel.unit()).as(panel.title()).isNotBlank();
            assertThat(panel.sentence()).as(panel.title()).endsWith(".");
            assertThat(panel.queries()).as(panel.title()).isNotEmpty();
        }
        assertThat(dashboard.panels().stream().map(Dashboards.Panel::title)).doesNotHaveDuplicates();
    }

    @Test
    void letOneChooseTeamAndOperation() {
        for (var name : new String[] {"overview", "team"}) {
            var dashboard = Dashboards.all().stream()
                    .filter(candidate -> candidate.name().equals(name))
                    .findFirst()
                    .orElseThrow();
            assertThat(dashboard.variables()).contains("datasource", "team", "operation");
        }
    }

    @Test
    void haveAddressesOfTheirOwn() {
        var addresses = new HashSet<String>();
        for (var dashboard : Dashboards.all()) {
            assertThat(addresses.add(dashboard.uid())).as(dashboard.name()).isTrue();
        }
        assertThat(addresses).hasSizeGreaterThanOrEqualTo(5);
    }
}
