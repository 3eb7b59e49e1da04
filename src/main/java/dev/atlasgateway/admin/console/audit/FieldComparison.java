package dev.atlasgateway.admin.console.audit;

import dev.atlasgateway.history.RecordedCall;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Field of a change: the requested value, and the value sent to Atlas; empty if there is none. */
record FieldComparison(String field, String requested, String sent, Treatment treatment) {

    /** What the gateway did with a field. */
    record Treatment(String tone, String word) {

        private static final Treatment SAME = new Treatment("plain", "as requested");
        private static final Treatment REWRITTEN = new Treatment("info", "rewritten");
        private static final Treatment ADDED = new Treatment("info", "added");
        private static final Treatment LEFT_OUT = new Treatment("warn", "not forwarded");
    }

    /** Returns all requested fields and all sent fields of a call. */
    static List<FieldComparison> of(RecordedCall call) {
        var requested = call.request().change();
        var forwarded = call.forwarded();
        var sent = forwarded == null ? null : forwarded.body();
        var names = new LinkedHashSet<String>();
        if (requested != null) {
            names.addAll(requested.propertyNames());
        }
        if (sent != null) {
            names.addAll(sent.propertyNames());
        }
        var fields = new ArrayList<FieldComparison>();
        for (var name : names) {
            var before = requested == null ? null : requested.get(name);
            var after = sent == null ? null : sent.get(name);
            fields.add(new FieldComparison(name, text(before), text(after), treatment(before, after)));
        }
        return List.copyOf(fields);
    }

    private static Treatment treatment(@Nullable JsonNode requested, @Nullable JsonNode sent) {
        if (sent == null) {
            return Treatment.LEFT_OUT;
        }
        if (requested == null) {
            return Treatment.ADDED;
        }
        return requested.equals(sent) ? Treatment.SAME : Treatment.REWRITTEN;
    }

    private static String text(@Nullable JsonNode value) {
        if (value == null) {
            return "";
        }
        if (value.isArray() && !value.isEmpty() && value.valueStream().allMatch(FieldComparison::isTag)) {
            return value.valueStream()
                    .map(tag ->
                            tag.get("key").asString() + " = " + tag.get("value").asString())
                    .collect(Collectors.joining("\n"));
        }
        return value.isObject()
                ? value.properties().stream()
                        .map(field -> field.getKey() + ": " + text(field.getValue()))
                        .collect(Collectors.joining("\n"))
                : value.isString() ? value.asString() : value.toString();
    }

    private static boolean isTag(JsonNode value) {
        return value.isObject()
                && value.path("key").isString()
                && value.path("value").isString();
    }
}
