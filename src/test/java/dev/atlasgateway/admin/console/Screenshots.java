package dev.atlasgateway.admin.console;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.policy.Guardrail;
import dev.atlasgateway.policy.ObjectKind;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.policy.Team;
import dev.atlasgateway.revision.Author;
import dev.atlasgateway.revision.Revisions;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Pictures of every page, wide and narrow, light and dark, in {@code target/screenshots}, for people to look at:
 * {@code ./mvnw -Dtest=Screenshots test}, or only of some with {@code -Dpages='teams|clients.*'}. Named so that no other
 * run includes it.
 */
class Screenshots {

    private static final Path PICTURES = Path.of("target/screenshots");
    private static final Pattern WANTED = Pattern.compile(System.getProperty("pages", ".*"));

    /** The pictures of {@code docs/images}, which show only the first screenful, are made in {@code docs} among the others. */
    private static final List<String> FOR_DOCS =
            List.of("overview", "audit_call", "guardrail-backtest", "revision-diff", "explain-answer");

    @Test
    void areTakenOfEveryPage() {
        try (var company = new DemoCompany()) {
            company.liveADay();
            change(company);
            try (var screen = Screen.ofAdmin(company.url(), DemoCompany.PASSWORD)) {
                screen.open("/console/clients/" + Pages.CLIENT);
                var secret = String.valueOf(screen.page().getAttribute("a[href*='/secrets/']", "href"));
                var pages = new Pages(company.retriedCall(), backtest(screen), secret.replaceAll(".*/", ""));
                for (var visits : pages.visits().values()) {
                    for (var path : visits) {
                        take(
                                screen,
                                path,
                                name(path.replace(pages.call(), "call").replace(pages.backtest(), "backtest")));
                    }
                }
                take(screen, "/console?period=day", "overview-day");
                take(screen, "/console/revisions/3", "revision-diff");
                take(screen, "/console/explain?requestId=" + company.refusedCall(), "explain-refused");
                filledIn(screen);
            }
        }
    }

    private static String backtest(Screen screen) {
        var page = screen.open("/console/backtest");
        page.fill("#name", "freeze-storefront");
        page.fill("#expression", "project.name != 'storefront' || !instance.endsWith('-prod')");
        page.fill("#message", "the storefront is frozen until January");
        page.click("main button.first");
        page.waitForSelector("#backtest .badge.good >> text=done");
        return page.url().replaceAll(".*/", "");
    }

    /** What shows only once a form was sent. */
    private static void filledIn(Screen screen) {
        var page = screen.open("/console/new/guardrail?library=production-stays-protected");
        page.fill("#name", "freeze-storefront");
        page.fill("#expression", "project.name != 'storefront' || !instance.endsWith('-prod')");
        page.fill("#message", "the storefront is frozen until January");
        page.fill("#why", "CHANGE-2217: quiet time over the holidays");
        page.click("text=Test this draft");
        page.waitForSelector("#beside #examples");
        page.waitForSelector("#beside .badge.good >> text=done");
        take(page, "guardrail-backtest");

        page = screen.open("/console/new/guardrail");
        page.fill("#name", "typo");
        page.fill("#expression", "instnce != 'x'");
        page.waitForSelector("#check .fault");
        take(page, "guardrail-fault");

        page = screen.open("/console/new/team");
        page.fill("#name", "not a name");
        page.click("main button.first");
        page.waitForSelector("#faults");
        take(page, "team-faults");

        page = screen.open("/console/policy");
        page.fill(
                "#yaml",
                page.inputValue("#yaml").replaceFirst("teams:\n", "teams:\n  fraud: {contact: fraud@example.com}\n"));
        page.click("main button.first");
        page.waitForSelector("#would");
        take(page, "policy-plan");
        page.fill("#yaml", "teams:\n  a: { contct: x }\ngrants:\n  - team: b");
        page.click("main button.first");
        page.waitForSelector("#errors");
        take(page, "policy-errors");

        page = screen.open("/console/explain");
        page.fill("#caller", "payments");
        page.fill("#project", "orders");
        page.fill("#instance", "orders-prod");
        page.fill("#body", "{\"terminationProtectionEnabled\": false}");
        page.click("main button.first:has-text('Explain')");
        page.waitForSelector("#answer .step");
        take(page, "explain-answer");

        page = screen.open("/console/new/client");
        page.selectOption("#team", "search");
        page.fill("#why", "CHANGE-2218: a client for the indexer");
        page.click("main button.first");
        page.waitForSelector("#secret");
        take(page, "client-secret");

        screen.page().context().clearCookies();
        take(screen, "/console/sign-in", "sign-in");
    }

    private static void change(DemoCompany company) {
        var revisions = company.part(Revisions.class);
        var now = company.part(Policy.class).current();
        var old = (Guardrail) now.find(ObjectKind.GUARDRAIL, "name-the-owner").orElseThrow();
        var stricter = new Guardrail(
                old.name(),
                "!has(change.tags)\n  || change.tags.exists(tag, tag.key == \"owner\")\n  || instance.endsWith(\"-dev\")",
                Guardrail.Mode.WARN,
                "give instances an owner tag, except in development");
        var second = revisions.apply(
                now.revision(),
                List.of(new Edit.Put(new Team("fulfilment", "fulfilment@example.com", false))),
                new Author("grace@example.com", "CHANGE-2214: a new team"));
        revisions.apply(
                second,
                List.of(
                        new Edit.Put(stricter),
                        new Edit.Put(new Team("catalog", "catalog@example.com", false)),
                        new Edit.Remove(ObjectKind.TEAM_QUOTA, "checkout")),
                new Author("ada@example.com", "CHANGE-2216: owner tags matter where customers are"));
    }

    private static String name(String path) {
        var name = path.replaceFirst("/console/?", "").replaceAll("[^A-Za-z0-9-]+", "_");
        return name.isEmpty() ? "overview" : name.length() > 60 ? name.substring(0, 60) : name;
    }

    private static void take(Screen screen, String path, String name) {
        if (WANTED.matcher(name).matches()) {
            take(screen.open(path), name);
        }
    }

    private static void take(Page page, String name) {
        if (!WANTED.matcher(name).matches()) {
            return;
        }
        if (FOR_DOCS.contains(name)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
            page.setViewportSize(1440, 1040);
            page.evaluate("scrollTo(0, 0)");
            page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve("docs/" + name + ".png")));
        }
        for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            for (var width : List.of(1440, 390)) {
                page.setViewportSize(width, 900);
                page.evaluate("scrollTo(0, 0)");
                var file = "%s-%d-%s.png".formatted(name, width, scheme.name().toLowerCase(Locale.ROOT));
                page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(PICTURES.resolve(file)));
            }
        }
        page.setViewportSize(1440, 900);
    }
}
