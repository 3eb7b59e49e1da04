package dev.atlasgateway.admin.console.audit;

import dev.atlasgateway.history.RecordedCall;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A field of a change: as its caller asked for it, and as it was sent to Atlas; empty where it was not. */
record FieldComparison(String field, String asked, String sent, Fate fate) {

    /** What became of a field on the way. */
    enum Fate {
        SAME("plain", "as asked"),
        REWRITTEN("info", "rewritten"),
        ADDED("info", "added"),
        LEFT_OUT("warn", "not forwarded");

        private final String tone;
        private final String word;

        Fate(String tone, String word) {
            this.tone = tone;
            this.word = word;
        }

        public String tone() {
            return tone;
        }

        public String word() {
            return word;
        }
    }

    /** Every field of either; of a call that sent nothing only what was asked for. */
    static List<FieldComparison> of(RecordedCall call) {
        var asked = call.request().change();
        var forwarded = call.forwarded();
        var sent = forwarded == null ? null : forwarded.body();
        var names = new LinkedHashSet<String>();
        if (asked != null) {
            names.addAll(asked.propertyNames());
        }
        if (sent != null) {
            names.addAll(sent.propertyNames());
        }
        var fields = new ArrayList<FieldComparison>();
        for (var name : names) {
            var before = asked == null ? null : asked.get(name);
            var after = sent == null ? null : sent.get(name);
            fields.add(new FieldComparison(name, text(before), text(after), fate(before, after)));
        }
        return List.copyOf(fields);
    }

    private static Fate fate(@Nullable JsonNode asked, @Nullable JsonNode sent) {
        if (sent == null) {
            return Fate.LEFT_OUT;
        }
        if (asked == null) {
            return Fate.ADDED;
        }
        return asked.equals(sent) ? Fate.SAME : Fate.REWRITTEN;
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
