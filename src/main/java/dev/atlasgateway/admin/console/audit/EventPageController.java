package dev.atlasgateway.admin.console.audit;

import dev.atlasgateway.admin.console.layout.PageLinks;
import dev.atlasgateway.admin.events.AdminEvents;
import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.admin.signin.RequireReader;
import dev.atlasgateway.policy.Policy;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Page that searches the admin events. Each search is an admin event too. */
@Controller
record EventPageController(AdminEvents events, Policy policy) {

    private static final int PAGE_SIZE = 50;
    private static final String PATH = "/console/events";

    /**
     * @param who the name of an admin; empty for all
     * @param action an action such as {@code audit.searched}, or a group such as {@code audit}; empty for all
     * @param subject such as {@code revision:7}; empty for all
     * @param before the id of the last event on the previous page
     */
    @RequireReader
    @GetMapping(PATH)
    ModelAndView search(
            @RequestParam(name = "admin", defaultValue = "") String who,
            @RequestParam(defaultValue = "") String action,
            @RequestParam(defaultValue = "") String subject,
            @RequestParam(defaultValue = "" + Long.MAX_VALUE) long before,
            Admin admin) {
        var query = new TreeMap<String, String>();
        put(query, "admin", who);
        put(query, "action", action);
        put(query, "subject", subject);
        events.record(admin.name(), "admin-events.searched", "", query);
        var found = events.before(before, query.get("admin"), query.get("action"), query.get("subject"), PAGE_SIZE + 1);
        var snapshot = policy.current();
        var shown = found.stream().limit(PAGE_SIZE).toList();
        return new ModelAndView("console/events")
                .addObject("query", query)
                .addObject(
                        "events",
                        shown.stream()
                                .map(event -> EventRow.of(event, snapshot))
                                .toList())
                .addObject("firstPage", before == Long.MAX_VALUE ? null : PageLinks.query(PATH, query))
                .addObject(
                        "older",
                        found.size() > PAGE_SIZE
                                ? PageLinks.query(
                                        PATH,
                                        query,
                                        "before",
                                        "" + shown.getLast().id())
                                : null);
    }

    private static void put(Map<String, String> query, String name, String value) {
        if (!value.isBlank()) {
            query.put(name, value.strip());
        }
    }
}
