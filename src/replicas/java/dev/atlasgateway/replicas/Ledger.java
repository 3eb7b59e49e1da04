package dev.atlasgateway.replicas;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.simulator.AtlasSimulator;
import dev.atlasgateway.simulator.journal.ReceivedRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Compares what reached Atlas, what the audit says and what callers were told, by the marks of the changes. */
final class Ledger {

    private static final Pattern MARK = Pattern.compile("mark-\\d+-");

    private final AtlasSimulator atlas;
    private final JdbcClient audit;

    Ledger(AtlasSimulator atlas, JdbcClient audit) {
        this.atlas = atlas;
        this.audit = audit;
    }

    private record Entry(String mark, boolean intent, String outcome, int attempts) {}

    /** Returns how long it took until every intent had an outcome. */
    Duration awaitOutcomes() {
        var started = System.nanoTime();
        Awaitility.await("an outcome for every intent")
                .ignoreExceptions()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> audit.sql("""
                                select count(*) from audit i where i.stage = 'intent' and not exists
                                  (select 1 from audit o where o.id = i.id and o.stage = 'outcome')""").query(Long.class).single() == 0);
        return Duration.ofNanos(System.nanoTime() - started);
    }

    /** Fails if anything was lost, unaudited, ended twice or wrongly reported. Returns a summary otherwise. */
    String balance(List<CallResult> results) {
        var sent = changes();
        var reached = marks(sent);
        var applied =
                marks(sent.stream().filter(ReceivedRequest::applied).toList()).keySet();
        var entries = entries(results.stream().map(CallResult::mark).collect(toSet()));
        var intents = entries.stream().filter(Entry::intent).map(Entry::mark).toList();
        var outcomes = new HashMap<String, String>();
        entries.stream()
                .filter(entry -> !entry.intent())
                .forEach(entry -> assertThat(outcomes.put(entry.mark(), entry.outcome()))
                        .as("a second outcome of " + entry.mark())
                        .isNull());

        assertThat(intents).as("one intent for each change").doesNotHaveDuplicates();
        assertThat(intents).as("changes that reached Atlas without an intent").containsAll(reached.keySet());
        var attempts = entries.stream().collect(toMap(Entry::mark, Entry::attempts, Math::max));
        var repeated =
                reached.entrySet().stream().filter(mark -> mark.getValue() > 1).toList();
        assertThat(repeated)
                .as("changes that reached Atlas more often than the audit says")
                .allMatch(mark -> mark.getValue() <= attempts.get(mark.getKey()));
        assertThat(outcomes.keySet()).as("an outcome of each intent").containsAll(intents);
        assertThat(applied).as("changes that the audit calls applied").containsAll(endedAs("applied", outcomes));
        var told = results.stream()
                .filter(CallResult::succeeded)
                .map(CallResult::mark)
                .collect(toSet());
        assertThat(applied).as("changes that callers were told of").containsAll(told);
        var known = new HashSet<>(endedAs("applied", outcomes));
        known.addAll(endedAs("unknown", outcomes));
        assertThat(known).as("changes made at Atlas, by the audit").containsAll(applied);
        return "%,d changes at Atlas, %,d of them retried; %,d intents; outcomes: %s"
                .formatted(applied.size(), repeated.size(), intents.size(), spelled(outcomes));
    }

    /** Returns how many callers got a 200 for a change that the audit calls unknown. */
    long doubted(List<CallResult> results) {
        var told = results.stream()
                .filter(CallResult::succeeded)
                .map(CallResult::mark)
                .collect(toSet());
        return entries(told).stream()
                .filter(entry -> entry.outcome().equals("unknown"))
                .count();
    }

    private static Set<String> endedAs(String outcome, Map<String, String> outcomes) {
        return outcomes.entrySet().stream()
                .filter(entry -> entry.getValue().equals(outcome))
                .map(Map.Entry::getKey)
                .collect(toSet());
    }

    private static String spelled(Map<String, String> outcomes) {
        return outcomes.values().stream()
                .collect(groupingBy(Function.identity(), TreeMap::new, counting()))
                .entrySet()
                .stream()
                .map(count -> "%,d %s".formatted(count.getValue(), count.getKey()))
                .collect(joining(", "));
    }

    private List<ReceivedRequest> changes() {
        return atlas.received().stream()
                .filter(request -> request.method().equals("PATCH"))
                .toList();
    }

    /** Counts how often each mark occurs. */
    private static Map<String, Integer> marks(List<ReceivedRequest> requests) {
        return requests.stream().collect(toMap(request -> mark(request.body()), request -> 1, Integer::sum));
    }

    private List<Entry> entries(Set<String> marks) {
        return audit
                .sql("""
                        select stage, coalesce(outcome, ''), coalesce(sent, change)::text,
                               coalesce(jsonb_array_length(attempts), 0)
                        from audit
                        where method = 'PATCH' and coalesce(sent, change) is not null""")
                .query((row, number) -> new Entry(
                        mark(row.getString(3)), row.getString(1).equals("intent"), row.getString(2), row.getInt(4)))
                .list()
                .stream()
                .filter(entry -> marks.contains(entry.mark()))
                .toList();
    }

    private static String mark(String text) {
        var matcher = MARK.matcher(text);
        assertThat(matcher.find()).as("a mark in " + text).isTrue();
        return matcher.group();
    }
}
