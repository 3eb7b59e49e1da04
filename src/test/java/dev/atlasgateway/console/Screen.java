package dev.atlasgateway.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import dev.atlasgateway.gateway.RunningGateway;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An admin before a real browser, signed in; skips the test, and says so, where no Chromium is installed. */
final class Screen implements AutoCloseable {

    private static final @Nullable Path CHROMIUM = Stream.of(
                    "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst()
            .orElse(null);

    private static @Nullable Browser browser;

    private final BrowserContext context;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();

    private Screen(boolean scripts, String url, String password) {
        context = browser()
                .newContext(new Browser.NewContextOptions()
                        .setJavaScriptEnabled(scripts)
                        .setBaseURL(url)
                        .setViewportSize(1440, 900));
        page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && !message.text().contains("status of 4")) {
                complaints.add(page.url() + ": " + message.text());
            }
        });
        page.navigate("/console/sign-in");
        page.fill("#username", "admin");
        page.fill("#password", password);
        page.press("#password", "Enter");
    }

    static Screen ofAdmin() {
        return ofShared(true);
    }

    static Screen withoutScripts() {
        return ofShared(false);
    }

    private static Screen ofShared(boolean scripts) {
        var gateway = RunningGateway.shared();
        return new Screen(scripts, "http://localhost:" + gateway.port(), gateway.adminPassword());
    }

    /** At another gateway than that of the tests. */
    static Screen ofAdmin(String url, String password) {
        return new Screen(true, url, password);
    }

    private static synchronized Browser browser() {
        assumeTrue(CHROMIUM != null, "skipped: no Chromium is installed, so no page can be looked at");
        if (browser == null) {
            var quiet = new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"));
            browser = Playwright.create(quiet)
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(CHROMIUM)
                            .setArgs(List.of("--no-sandbox")));
        }
        return browser;
    }

    Page open(String path) {
        page.navigate(path);
        return page;
    }

    Page page() {
        return page;
    }

    /** Goes to an input with the tabulator alone and types; the first page of a keyboard's way starts at its top. */
    Screen type(String input, String text) {
        tabTo("[name=" + input + "]");
        page.keyboard().press("Control+A");
        page.keyboard().type(text);
        return this;
    }

    Screen tabTo(String selector) {
        for (int i = 0; i < 80; i++) {
            page.keyboard().press("Tab");
            if (page.evaluate("selector => document.activeElement?.matches(selector) ?? false", selector)
                    .equals(true)) {
                return this;
            }
        }
        throw new AssertionError("the keyboard does not reach " + selector + " on " + page.url());
    }

    Screen press(String key) {
        page.keyboard().press(key);
        return this;
    }

    String focused() {
        return String.valueOf(page.evaluate("document.activeElement.id"));
    }

    /** Holds the page, as it is now, against the rules of accessibility, in both colour schemes. */
    void isAccessible() {
        for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            var violations = new AxeBuilder(page).include("main").analyze().getViolations();
            assertThat(violations)
                    .as(page.url() + " in " + scheme)
                    .extracting(rule ->
                            rule.getId() + " at " + rule.getNodes().getFirst().getTarget())
                    .isEmpty();
        }
    }

    /** Whether a phone shows the page without moving it sideways. */
    void fitsAPhone() {
        page.setViewportSize(390, 900);
        var beyond =
                (Number) page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertThat(beyond.intValue()).as(page.url()).isZero();
        page.setViewportSize(1440, 900);
    }

    @Override
    public void close() {
        context.close();
        assertThat(complaints).isEmpty();
    }
}
