package dev.atlasgateway.admin.console.overview;

import dev.atlasgateway.contract.Api;
import dev.atlasgateway.history.statistics.CallerCount;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Calls of a team to one API with one kind of login.
 *
 * @param deprecated whether Atlas has removed the API, or announced to
 */
record CallerRow(String team, String api, String login, long calls, boolean deprecated) {

    /** Returns the rows of old APIs first, then those with the most calls. */
    static List<CallerRow> of(List<CallerCount> callers, int limit) {
        return callers.stream()
                .map(CallerRow::of)
                .sorted(Comparator.comparing(CallerRow::deprecated)
                        .thenComparing(CallerRow::calls)
                        .reversed())
                .limit(limit)
                .toList();
    }

    private static CallerRow of(CallerCount caller) {
        var api = Arrays.stream(Api.values())
                .filter(known -> known.word().equals(caller.api()))
                .findFirst();
        return new CallerRow(
                caller.team(),
                api.map(Api::label).orElse(caller.api()),
                caller.login().isEmpty() ? "not recorded" : caller.login().replace('-', ' '),
                caller.calls(),
                api.map(Api::isDeprecated).orElse(false));
    }
}
