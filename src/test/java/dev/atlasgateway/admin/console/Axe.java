package dev.atlasgateway.admin.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules of accessibility, held against a page as it is now; one injection does for all of its schemes. */
final class Axe {

    private static final String RULES = script();
    private static final String VIOLATIONS = """
            async only => (await axe.run(document, { resultTypes: ['violations'], iframes: false, ...(only && { runOnly: only }) }))
              .violations.map(rule => rule.id + ' at ' + rule.nodes.map(node => node.target).join(', '))""";

    private Axe() {}

    static List<?> violations(Page page) {
        return run(page, null);
    }

    /** Of what depends on colours. */
    static List<?> violationsOfColours(Page page) {
        return run(page, List.of("color-contrast", "link-in-text-block"));
    }

    private static List<?> run(Page page, @Nullable List<String> only) {
        if (page.evaluate("typeof axe").equals("undefined")) {
            page.evaluate(RULES);
            page.addInitScript(RULES); // for all later pages
        }
        return (List<?>) page.evaluate(VIOLATIONS, only);
    }

    private static String script() {
        try (var stream = AxeBuilder.class.getResourceAsStream("/axe.min.js")) {
            return new String(stream.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
