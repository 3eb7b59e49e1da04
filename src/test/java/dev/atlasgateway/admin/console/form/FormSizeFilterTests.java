package dev.atlasgateway.admin.console.form;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.FilePayload;
import dev.atlasgateway.admin.console.Screen;
import dev.atlasgateway.document.PolicyDocuments;
import dev.atlasgateway.gateway.OnConsoleGateway;
import dev.atlasgateway.gateway.RunningGateway;
import dev.atlasgateway.policy.Policy;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Forms that are larger than the server reads. */
@OnConsoleGateway
class FormSizeFilterTests {

    private static final RunningGateway GATEWAY = RunningGateway.ofConsole();

    private final Screen screen = Screen.ofAdmin();

    @AfterEach
    void leave() {
        screen.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/console/backtest, #expression, Backtest",
        "/console/explain, #body, Explain",
        "/console/new/team, #contact, Teams"
    })
    void areAnsweredByTheirOwnPageWithTheLimit(String path, String field, String title) {
        var page = screen.open(path);
        page.evalOnSelector(field, "(it, text) => (it.value = text)", "# too long\n".repeat(30_000));
        var answer = page.waitForResponse(
                response -> response.request().method().equals("POST"),
                () -> page.click("main form[method=post] button.first"));
        page.waitForSelector(".said .notice:not([hidden])");
        assertThat(answer.status()).isEqualTo(413);
        assertThat(page.innerText("h1")).isEqualTo(title);
        assertThat(page.innerText(".said"))
                .contains("Your input is too large", "The limit for this form is 200 kB of text");
        screen.isAccessible();
        screen.fitsAPhone();
    }

    @Test
    void nameTheLimitOfAFile() {
        var admin = GATEWAY.browser().signIn("admin", GATEWAY.adminPassword());
        for (var path : List.of("/console/policy", "/console/backtest?of=document")) {
            var answer = admin.send(admin.request(path)
                    .header("Content-Type", "multipart/form-data; boundary=x")
                    .header("Accept", "text/html")
                    .POST(BodyPublishers.ofByteArray(new byte[(int) FormSizeFilter.MAX_UPLOAD + 1])));
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.body())
                    .contains("The limit for a file is %d MiB".formatted(PolicyDocuments.MAX_BYTES >> 20));
        }
    }

    @Test
    void takeALongDocumentAsAFileToBeTried() {
        var now = GATEWAY.part(Policy.class).current();
        var yaml = GATEWAY.part(PolicyDocuments.class).export(now) + "# a remark\n".repeat(900_000);
        var page = screen.open("/console/backtest?of=document");
        page.setInputFiles(
                "#file", new FilePayload("p.yaml", "application/yaml", yaml.getBytes(StandardCharsets.UTF_8)));
        page.click("main button.first");
        page.waitForURL("**/console/backtest/*-*");
        assertThat(page.innerText("main")).contains("a policy document");
    }
}
