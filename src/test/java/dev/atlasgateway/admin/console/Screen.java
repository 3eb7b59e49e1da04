package dev.atlasgateway.admin.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An admin before a real browser, signed in; skips the test, and says so, where no Chromium is installed. */
public final class Screen implements AutoCloseable {

    /** The one without windows first: it is what Playwright steers best, and closing a page of it never waits for a window. */
    private static final @Nullable Path CHROMIUM = Stream.of(
                    "/usr/bin/chromium-headless-shell",
                    "/usr/bin/chromium",
                    "/usr/bin/chromium-browser",
                    "/usr/bin/google-chrome")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst()
            .orElse(null);

    /** By gateway, because Playwright serves one thread at a time, and the tests of one gateway wait for each other. */
    private static final Map<RunningGateway, Browser> BROWSERS = new HashMap<>();

    private static final Map<Admins, BrowserContext> SIGNED_IN = new HashMap<>();

    private final BrowserContext context;
    private final String url;
    private final boolean own;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();

    /** What has the focus after each step of the tabulator, and whether that can be seen. */
    private static final String WATCH_FOCUS = """
            () => {
              window.reached = new Set();
              window.unseen = [];
              document.addEventListener('focusin', ({ target }) => {
                window.reached.add(target);
                const style = getComputedStyle(target);
                const box = target.getBoundingClientRect();
                if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2 || !box.width || box.right <= 0 || box.bottom <= 0)
                  window.unseen.push(target.outerHTML.slice(0, 120));
              });
            }""";

    private static final String INTERACTIVE = """
            part => [...document.querySelector(part).querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
              .filter(it => !it.disabled && it.type !== 'hidden' && it.tabIndex >= 0 && it.checkVisibility({ visibilityProperty: true }))
              .filter(it => it.type !== 'radio' || it.checked || !document.querySelector(`[name="${it.name}"]:checked`))""";

    /** What makes the page wider than its window. */
    private static final String BEYOND = """
            () => {
              const width = document.documentElement.clientWidth;
              return document.documentElement.scrollWidth > width
                ? [...document.body.querySelectorAll('*')]
                    .filter(it => it.getBoundingClientRect().right > width).map(it => it.outerHTML.slice(0, 160))
                : [];
            }""";

    /** Tables of which a part is only seen by moving them sideways; that of figures over time is one by its nature. */
    private static final String CUT_OFF = """
            () => [...document.querySelectorAll('.table:not(.figures), .diff')]
                .filter(it => it.scrollWidth > it.clientWidth)
                .map(it => `${it.getAttribute('aria-label')}: ${it.scrollWidth} of ${it.clientWidth} px`)""";

    private Screen(BrowserContext context, String url, boolean own) {
        this.context = context;
        this.url = url;
        this.own = own;
        page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && !message.text().contains("status of 4")) {
                complaints.add(page.url() + ": " + message.text());
            }
        });
        page.onPageError(error -> complaints.add(page.url() + ": " + error));
        page.onRequest(request -> {
            if (!request.url().startsWith(url) && !request.url().startsWith("data:")) {
                complaints.add(page.url() + " asks for " + request.url());
            }
        });
    }

    private Screen signIn(String password) {
        open("/console/sign-in");
        page.fill("#username", "admin");
        page.fill("#password", password);
        page.press("#password", "Enter");
        return this;
    }

    private record Admins(RunningGateway gateway, boolean scripts) {}

    /** A new window of the one browser that the local admin has signed in with. */
    public static Screen ofAdmin() {
        return ofAdmin(RunningGateway.ofConsole(), true);
    }

    public static Screen withoutScripts() {
        return withoutScripts(RunningGateway.ofConsole());
    }

    static Screen ofAdmin(RunningGateway gateway) {
        return ofAdmin(gateway, true);
    }

    static Screen withoutScripts(RunningGateway gateway) {
        return ofAdmin(gateway, false);
    }

    private static Screen ofAdmin(RunningGateway gateway, boolean scripts) {
        var url = "http://localhost:" + gateway.port();
        var key = new Admins(gateway, scripts);
        synchronized (SIGNED_IN) {
            var admins = SIGNED_IN.get(key);
            if (admins == null) {
                admins = context(gateway, scripts, url);
                SIGNED_IN.put(key, admins);
                var first = new Screen(admins, url, false).signIn(gateway.adminPassword()).page;
                first.waitForURL(address -> !address.endsWith("/sign-in"));
                first.navigate("about:blank"); // stays open, as a browser may end with its last page
            }
            return new Screen(admins, url, false);
        }
    }

    /** Opens a browser that is not signed in. */
    public static Screen withoutSignIn() {
        return new Screen(context(RunningGateway.ofConsole(), true, shared()), shared(), true);
    }

    /** At another gateway than that of the tests; its address may have a path. */
    public static Screen ofAdmin(String url, String password) {
        return new Screen(context(RunningGateway.ofConsole(), true, url), url, true).signIn(password);
    }

    private static String shared() {
        return "http://localhost:" + RunningGateway.ofConsole().port();
    }

    private static BrowserContext context(RunningGateway gateway, boolean scripts, String url) {
        return browser(gateway)
                .newContext(new Browser.NewContextOptions()
                        .setJavaScriptEnabled(scripts)
                        .setBaseURL(url)
                        .setViewportSize(1440, 900));
    }

    private static Browser browser(RunningGateway gateway) {
        assumeTrue(CHROMIUM != null, "skipped: no Chromium is installed, so no page can be looked at");
        synchronized (BROWSERS) {
            return BROWSERS.computeIfAbsent(gateway, any -> start());
        }
    }

    private static Browser start() {
        var quiet = new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"));
        return Playwright.create(quiet)
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setArgs(List.of("--no-sandbox")));
    }

    public Page open(String path) {
        page.navigate(url + path);
        return page;
    }

    public Page page() {
        return page;
    }

    /** What the browser found fault with so far: errors, what the policy for content forbids, what came from elsewhere. */
    public List<String> complaints() {
        return complaints;
    }

    /** Goes to an input with the tabulator alone and types; the first page of a keyboard's way starts at its top. */
    public Screen type(String input, String text) {
        tabTo("[name=" + input + "]");
        page.keyboard().press("Control+A");
        page.keyboard().type(text);
        return this;
    }

    public Screen tabTo(String selector) {
        for (int i = 0; i < 80; i++) {
            page.keyboard().press("Tab");
            if (page.evaluate("selector => document.activeElement?.matches(selector) ?? false", selector)
                    .equals(true)) {
                return this;
            }
        }
        throw new AssertionError("the keyboard does not reach " + selector + " on " + page.url());
    }

    public Screen press(String key) {
        page.keyboard().press(key);
        return this;
    }

    public String focused() {
        page.waitForLoadState(); // a page sets the focus when all of it has arrived
        return String.valueOf(page.evaluate("document.activeElement.id"));
    }

    /** Holds the page, as it is now, against the rules of accessibility; in the dark only colours differ. */
    public void isAccessible() {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        assertThat(Axe.violationsOfColours(page))
                .as(page.url() + " in the dark")
                .isEmpty();
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        assertThat(Axe.violations(page)).as(page.url()).isEmpty();
    }

    /** Asserts that the tabulator leads to everything that can be used, and that the focus is visible there. */
    public void isReachedByKeyboard() {
        page.evaluate("document.activeElement?.blur()");
        isReachedByKeyboard("body");
    }

    /** Asserts the same of what the link "Skip to content" leads to: the navigation is the same on every page. */
    public void isReachedByKeyboardBelowTheNavigation() {
        page.focus(".skip");
        page.keyboard().press("Enter");
        assertThat(focused()).isEqualTo("content");
        isReachedByKeyboard("#content");
    }

    private void isReachedByKeyboard(String part) {
        page.evaluate(WATCH_FOCUS);
        // a field for a time is several steps: its year, its month…
        var steps = (Number) page.evaluate(
                "part => (" + INTERACTIVE + ")(part).length"
                        + " + 8 * document.querySelector(part).querySelectorAll('[type=date], [type=time]').length",
                part);
        for (int i = 0; i <= steps.intValue(); i++) {
            page.keyboard().press("Tab");
        }
        var missed = page.evaluate(
                "part => (" + INTERACTIVE
                        + ")(part).filter(it => !window.reached.has(it)).map(it => it.outerHTML.slice(0, 120))",
                part);
        assertThat((List<?>) missed).as("out of reach on " + page.url()).isEmpty();
        assertThat((List<?>) page.evaluate("window.unseen"))
                .as("focused and not seen on " + page.url())
                .isEmpty();
    }

    /** Whether a phone shows the page, and each table on it, without moving anything sideways. */
    public void fitsAPhone() {
        page.setViewportSize(390, 900);
        assertThat((List<?>) page.evaluate(BEYOND))
                .as("wider than a phone on " + page.url())
                .isEmpty();
        assertThat((List<?>) page.evaluate(CUT_OFF))
                .as("cut off on a phone on " + page.url())
                .isEmpty();
        page.setViewportSize(1440, 900);
    }

    @Override
    public void close() {
        if (own) {
            context.close();
        } else {
            page.close(new Page.CloseOptions()
                    .setRunBeforeUnload(true)); // asked for, not waited for, as that may be for ever
        }
        assertThat(complaints).isEmpty();
    }
}
