package dev.atlasgateway.admin.console.audit;

import dev.atlasgateway.admin.console.layout.PolicyObjectView;
import dev.atlasgateway.admin.events.AdminEvent;
import dev.atlasgateway.policy.ObjectKind;
import dev.atlasgateway.policy.PolicySnapshot;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Row of an admin event in a list.
 *
 * @param action in words, or as recorded if there are no words for it
 * @param subject the object of the action, without its kind; may be empty
 * @param link to the page of the subject; null if there is none
 */
record EventRow(
        AdminEvent event,
        String tone,
        String action,
        String subject,
        @Nullable String link,
        Map<String, String> details) {

    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("policy.changed", "changed the policy"),
            Map.entry("audit.searched", "searched the audit"),
            Map.entry("audit.shown", "opened a call"),
            Map.entry("audit.exported", "exported the audit"),
            Map.entry("audit.explained", "explained a call"),
            Map.entry("instance.read", "read an instance from Atlas"),
            Map.entry("backtest.started", "started a backtest"),
            Map.entry("backtest.shown", "opened a backtest"),
            Map.entry("backtest.cancelled", "cancelled a backtest"),
            Map.entry("admin-events.searched", "searched the admin events"),
            Map.entry("sign-in.accepted", "signed in"),
            Map.entry("sign-in.refused", "failed to sign in"),
            Map.entry("sign-out.done", "signed out"));

    static EventRow of(AdminEvent event, PolicySnapshot snapshot) {
        var colon = event.subject().indexOf(':');
        var kind = colon < 0 ? "" : event.subject().substring(0, colon);
        var name = event.subject().substring(colon + 1);
        return new EventRow(
                event,
                tone(event.action()),
                WORDS.getOrDefault(event.action(), event.action()),
                kind.equals("revision") ? "revision " + name : name,
                link(kind, name, snapshot),
                details(event.detail()));
    }

    private static String tone(String action) {
        return switch (action.substring(0, Math.max(0, action.indexOf('.')))) {
            case "audit", "admin-events", "backtest" -> "plain";
            case "sign-in" -> action.endsWith(".refused") ? "bad" : "good";
            case "sign-out" -> "good";
            default -> "info";
        };
    }

    private static @Nullable String link(String kind, String name, PolicySnapshot snapshot) {
        return switch (kind) {
            case "call" -> CallPageController.path(name);
            case "revision" -> "/console/revisions/" + name;
            case "backtest" -> "/console/backtest/" + name;
            case "client" -> PolicyObjectView.link(ObjectKind.CLIENT, name, snapshot);
            case "team" -> PolicyObjectView.link(ObjectKind.TEAM, name, snapshot);
            default -> null;
        };
    }

    private static Map<String, String> details(JsonNode detail) {
        var details = new LinkedHashMap<String, String>();
        detail.properties()
                .forEach(field -> details.put(
                        field.getKey(),
                        field.getValue().isString()
                                ? field.getValue().asString()
                                : field.getValue().toString()));
        return details;
    }
}
