package dev.atlasgateway.history;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Measures how long the first page of a search takes. Fills an audit with the calls of a year (ten million by default),
 * through the indexes of production, and asks it a thousand questions with up to six criteria.
 *
 * <p>The questions come from the records. Half of them ask for what one call was, so that there is something to find. The
 * others mix two calls, so that there often is not. They come with and without a period, for admins and for team leads. A
 * rare text, the beginning of a tag's value, is also asked for alone, a hundred times.
 */
public final class SearchFigures {

    private static final int QUESTIONS = 1_000;
    private static final int TEXTS = 100;
    private static final int PAGE = 50;
    private static final int AT_A_TIME = 100_000;
    private static final Instant TO = Instant.now();
    private static final Instant FROM = TO.minus(Duration.ofDays(365));

    private static final String SAMPLE = """
            select *, coalesce(left(change #>> '{tags,2,value}', 8), left(group_id, 8), address) as rare
            from audit where stage = 'outcome' and id >= audit_floor(:at) order by id limit 1""";

    private final HikariDataSource dataSource;
    private final JdbcClient jdbc;
    private final HistoryPool pool;
    private final Random random = new Random(20261124);

    private SearchFigures(HikariDataSource dataSource) {
        this.dataSource = dataSource;
        this.jdbc = JdbcClient.create(dataSource);
        this.pool = HistoryPool.beside(dataSource, 4, Duration.ofSeconds(5));
    }

    public static void main(String[] arguments) throws IOException, SQLException, ReflectiveOperationException {
        var calls = arguments.length == 0 ? 10_000_000 : Integer.parseInt(arguments[0]);
        var server = EmbeddedPostgres.builder()
                .setServerConfig("shared_buffers", "1GB")
                .setServerConfig("max_wal_size", "8GB")
                .setServerConfig("synchronous_commit", "off");
        try (var postgres = server.start();
                var dataSource = new HikariDataSource()) {
            dataSource.setJdbcUrl(postgres.getJdbcUrl("postgres", "postgres"));
            Flyway.configure().dataSource(dataSource).load().migrate();
            var figures = new SearchFigures(dataSource);
            figures.fill(calls);
            figures.ask();
        }
        System.exit(0);
    }

    private void fill(int calls) throws IOException {
        var sql = Files.readString(Path.of("src/bench/audit-records.sql"));
        jdbc.sql(
                        "select audit_add_month(month::date) from generate_series(date_trunc('month', :from::timestamptz), :to::timestamptz + interval '1 month', '1 month') month")
                .param("from", FROM.toString())
                .param("to", TO.toString())
                .query()
                .listOfRows();
        var started = System.nanoTime();
        for (int first = 1; first <= calls; first += AT_A_TIME) {
            jdbc.sql(sql)
                    .param("first", first)
                    .param("last", Math.min(calls, first + AT_A_TIME - 1))
                    .param("calls", calls)
                    .param("from", FROM.toString())
                    .param("to", TO.toString())
                    .update();
            if ((first - 1) % (10 * AT_A_TIME) == 0) {
                System.out.printf("%,d calls after %d s%n", first + AT_A_TIME - 1, seconds(started));
            }
        }
        System.out.printf("filled after %d s%n", seconds(started));
        jdbc.sql("vacuum analyze audit").update();
        jdbc.sql("""
                select 'audit: ' || pg_size_pretty(sum(pg_table_size(inhrelid))) || ', indexes: '
                    || pg_size_pretty(sum(pg_indexes_size(inhrelid))) from pg_inherits where inhparent = 'audit'::regclass
                """).query(String.class).list().forEach(System.out::println);
    }

    private void ask() throws SQLException, ReflectiveOperationException {
        var search = new CallSearch(pool);
        var took = new TreeMap<Integer, List<Long>>();
        var slowest = new TimedSearch(CallFilter.all(), 0, 0);
        for (int round = 0; round < 2; round++) {
            took.clear();
            random.setSeed(20261124);
            for (int question = 0; question < QUESTIONS; question++) {
                var asked = ask(search, question());
                took.computeIfAbsent(asked.filter().criteria().size(), any -> new ArrayList<>())
                        .add(asked.nanos());
                slowest = round == 1 && asked.nanos() > slowest.nanos() ? asked : slowest;
            }
        }
        System.out.println("| criteria | questions | median ms | 95 % | slowest |\n|--:|--:|--:|--:|--:|");
        took.forEach(SearchFigures::row);
        var all = took.values().stream().flatMap(List::stream).toList();
        row("all", all);
        row("a rare text alone", texts(search));
        System.out.println("The slowest: " + slowest);
        System.out.println("How it is found:");
        new SearchPlans(dataSource).of(slowest.filter(), PAGE).forEach(System.out::println);
    }

    private static TimedSearch ask(CallSearch search, CallFilter filter) {
        var started = System.nanoTime();
        var found = search.page(filter, null, PAGE).items().size();
        return new TimedSearch(filter, System.nanoTime() - started, found);
    }

    /** Asks for rare texts of calls at any time of the year. */
    private List<Long> texts(CallSearch search) {
        var took = new ArrayList<Long>();
        for (int question = 0; question < TEXTS; question++) {
            var filter = CallFilter.all().with(Criterion.TEXT, row().get("rare").toString());
            took.add(ask(search, filter).nanos());
        }
        return took;
    }

    private static void row(Object what, List<Long> nanos) {
        var sorted = nanos.stream().sorted().toList();
        System.out.printf(
                "| %s | %,d | %.1f | %.1f | %.1f |%n",
                what, sorted.size(), at(sorted, 0.5), at(sorted, 0.95), at(sorted, 1));
    }

    private static double at(List<Long> sorted, double share) {
        return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(share * sorted.size()))) / 1e6;
    }

    private CallFilter question() {
        var one = sample();
        var other = random.nextBoolean() ? one : sample();
        var filter = CallFilter.all();
        var number = random.nextInt(7);
        var criteria = new ArrayList<>(one.keySet());
        while (filter.criteria().size() < number && !criteria.isEmpty()) {
            var criterion = criteria.remove(random.nextInt(criteria.size()));
            var value = random.nextBoolean() ? one.get(criterion) : other.getOrDefault(criterion, one.get(criterion));
            filter = filter.with(criterion, value);
        }
        if (random.nextInt(3) == 0) {
            var from = moment();
            filter = filter.during(from, from.plus(Duration.ofHours(1 + random.nextInt(24 * 60))));
        }
        return random.nextInt(4) == 0
                ? filter.within(Set.copyOf(List.of(one.getOrDefault(Criterion.TEAM, "team-001"), "team-042")))
                : filter;
    }

    private Instant moment() {
        return FROM.plusSeconds(random.nextLong(Duration.between(FROM, TO).toSeconds() - 3600));
    }

    private Map<String, Object> row() {
        return jdbc.sql(SAMPLE).param("at", Timestamp.from(moment())).query().singleRow();
    }

    /** Returns the values of one call for every criterion. The text is the name of its instance, or a rare word. */
    private Map<Criterion, String> sample() {
        var row = row();
        var call = new EnumMap<Criterion, String>(Criterion.class);
        for (var criterion : Criterion.values()) {
            var value = criterion == Criterion.TEXT
                    ? row.get(random.nextBoolean() ? "instance" : "rare")
                    : row.get(criterion.column());
            if (value != null && criterion != Criterion.REQUEST_ID) {
                call.put(criterion, value.toString());
            }
        }
        return call;
    }

    private static long seconds(long started) {
        return Duration.ofNanos(System.nanoTime() - started).toSeconds();
    }

    private record TimedSearch(CallFilter filter, long nanos, int found) {

        @Override
        public String toString() {
            return "%s, %.1f ms, %d found".formatted(filter, nanos / 1e6, found);
        }
    }
}
