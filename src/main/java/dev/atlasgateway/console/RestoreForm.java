package dev.atlasgateway.console;

import java.util.Map;

/** Asks for an earlier revision to be restored. */
record RestoreForm(long base, String why) implements Form {

    RestoreForm {
        why = Typed.text(why);
    }

    @Override
    public Map<String, String> labels() {
        return Map.of();
    }
}
