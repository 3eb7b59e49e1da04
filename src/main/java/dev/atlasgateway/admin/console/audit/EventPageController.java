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

/** Who did what on the admin side. To look at it is among it. */
@Controller
class EventPageController {

    private static final int ROWS = 50;
    private static final String PATH = "/console/events";

    private final AdminEvents events;
    private final Policy policy;

    EventPageController(AdminEvents events, Policy policy) {
        this.events = events;
        this.policy = policy;
    }

    /**
     * @param who an admin's name; empty for everybody
     * @param action one, such as {@code audit.searched}, or all of a kind, such as {@code audit}; empty for any
     * @param subject such as {@code revision:7}; empty for any
     * @param before an event's id; where the page before ended
     */
    @RequireReader
    @GetMapping(PATH)
    ModelAndView search(
            @RequestParam(name = "admin", defaultValue = "") String who,
            @RequestParam(defaultValue = "") String action,
            @RequestParam(defaultValue = "") String subject,
            @RequestParam(defaultValue = "" + Long.MAX_VALUE) long before,
            Admin admin) {
        var asked = new TreeMap<String, String>();
        put(asked, "admin", who);
        put(asked, "action", action);
        put(asked, "subject", subject);
        events.record(admin.name(), "admin-events.searched", "", asked);
        var found = events.before(before, asked.get("admin"), asked.get("action"), asked.get("subject"), ROWS + 1);
        var now = policy.current();
        var shown = found.stream().limit(ROWS).toList();
        return new ModelAndView("console/events")
                .addObject("asked", asked)
                .addObject(
                        "events",
                        shown.stream().map(event -> EventRow.of(event, now)).toList())
                .addObject("firstPage", before == Long.MAX_VALUE ? null : PageLinks.query(PATH, asked))
                .addObject(
                        "older",
                        found.size() > ROWS ? older(asked, shown.getLast().id()) : null);
    }

    private static void put(Map<String, String> asked, String name, String value) {
        if (!value.isBlank()) {
            asked.put(name, value.strip());
        }
    }

    private static String older(Map<String, String> asked, long before) {
        var parameters = new TreeMap<>(asked);
        parameters.put("before", Long.toString(before));
        return PageLinks.query(PATH, parameters);
    }
}
