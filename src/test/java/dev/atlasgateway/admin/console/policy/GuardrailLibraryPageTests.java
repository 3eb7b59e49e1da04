package dev.atlasgateway.admin.console.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.atlasgateway.admin.console.Screen;
import dev.atlasgateway.gateway.OnConsoleGateway;
import dev.atlasgateway.guardrail.GuardrailLibrary;
import dev.atlasgateway.guardrail.GuardrailTemplate;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The cards from which guardrails are begun. */
@OnConsoleGateway
class GuardrailLibraryPageTests {

    private static Screen screen;

    @BeforeAll
    static void signIn() {
        screen = Screen.ofAdmin();
    }

    @AfterAll
    static void leave() {
        screen.close();
    }

    static List<String> library() {
        return GuardrailLibrary.all().stream().map(GuardrailTemplate::name).toList();
    }

    @ParameterizedTest
    @MethodSource("library")
    void startsTheEditorFromEachOfThem(String name) {
        var page = screen.open("/console/guardrails");
        page.click("button:has-text('Use this template: " + name + "')");
        PlaywrightAssertions.assertThat(page.locator("#check .fine")).containsText("Valid");
        assertThat(page.inputValue("#name")).isEqualTo(name);
        assertThat(page.inputValue("#expression")).isNotBlank();
        assertThat(page.isChecked("[name=mode][value=AUDIT]")).isTrue();
    }

    @Test
    void putsTypedValuesIntoTheExpression() {
        var page = screen.open("/console/guardrails");
        page.fill("#change-window-zone", "Europe/Berlin");
        page.fill("#change-window-from", "7");
        page.click("button:has-text('Use this template: change-window')");
        assertThat(page.inputValue("#expression"))
                .contains("now.getHours('Europe/Berlin') >= 7 && now.getHours('Europe/Berlin') < 16");
    }

    @Test
    void showsErrorsOfParametersAndKeepsTheTypedValues() {
        var page = screen.open("/console/guardrails");
        page.fill("#change-window-zone", "Mars/Olympus");
        page.fill("#change-window-until", "18");
        page.click("button:has-text('Use this template: change-window')");
        assertThat(page.innerText("#change-window-zone-fault")).contains("must be a time zone");
        assertThat(page.inputValue("#change-window-zone")).isEqualTo("Mars/Olympus");
        assertThat(page.inputValue("#change-window-until")).isEqualTo("18");
        screen.isAccessible();

        page.fill("#change-window-zone", "Asia/Tokyo");
        page.fill("#change-window-until", "99");
        page.click("button:has-text('Use this template: change-window')");
        assertThat(page.innerText("#change-window-until-fault")).contains("must be an hour from 0 to 24");
    }
}
