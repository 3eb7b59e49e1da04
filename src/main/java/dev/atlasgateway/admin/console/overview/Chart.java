package dev.atlasgateway.admin.console.overview;

import dev.atlasgateway.admin.console.audit.CallRow;
import dev.atlasgateway.audit.Outcome;
import dev.atlasgateway.history.statistics.CallStatistics;
import dev.atlasgateway.history.statistics.Statistics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Chart of figures over time, in SVG units: 100 high, and {@link #STEP} wide for each step of time. Pages stretch it, so
 * texts stay outside of it.
 *
 * @param marks the labels of the scale, from the top
 */
record Chart(int width, List<Mark> marks, List<Column> columns, List<Line> lines) {

    static final int STEP = 10;

    private static final double HEIGHT = 100;
    private static final double GAP = 1.5;
    private static final double MICROS_PER_MILLI = 1_000;

    /** @param y from the top */
    record Mark(String text, double y) {}

    /** One step of time, with its bars from bottom to top. */
    record Column(Instant at, double x, CallStatistics figures, List<Bar> bars) {}

    record Bar(String tone, double x, double y, double width, double height) {}

    /** @param path an SVG path, level over each step, with gaps where no value is known */
    record Line(String name, String path) {}

    /** Returns the chart of the number of calls by outcome. */
    static Chart calls(Statistics statistics) {
        var most = statistics.series().values().stream()
                .mapToLong(CallStatistics::calls)
                .max()
                .orElse(0);
        var top = roundUp(most);
        var columns = new ArrayList<Column>();
        statistics.series().forEach((at, figures) -> {
            var x = (double) columns.size() * STEP;
            columns.add(new Column(at, x, figures, bars(figures, x, top)));
        });
        var marks = List.of(new Mark(count(top), 0), new Mark(count(top / 2), HEIGHT / 2), new Mark("0", HEIGHT));
        return new Chart(columns.size() * STEP, marks, List.copyOf(columns), List.of());
    }

    /** Returns one bar for each tone. */
    private static List<Bar> bars(CallStatistics figures, double x, long top) {
        var calls = new LinkedHashMap<String, Long>();
        for (var outcome : Outcome.values()) {
            calls.merge(CallRow.tone(outcome), figures.of(outcome), Long::sum);
        }
        var bars = new ArrayList<Bar>();
        var y = HEIGHT;
        for (var part : calls.entrySet()) {
            if (part.getValue() > 0) {
                var height = part.getValue() * HEIGHT / top;
                y -= height;
                bars.add(new Bar(part.getKey(), x + GAP, y, STEP - 2 * GAP, height));
            }
        }
        return List.copyOf(bars);
    }

    /** Rounds up to 2, 4, 6, 8, 10, 20, 40…, so that half of it is a whole number too. */
    static long roundUp(long most) {
        for (long unit = 1; ; unit *= 10) {
            for (var factor : new int[] {2, 4, 6, 8, 10}) {
                if (most <= unit * factor) {
                    return unit * factor;
                }
            }
        }
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Returns the chart of latencies on a logarithmic scale. */
    static Chart latencies(Statistics statistics) {
        var slowest = statistics.series().values().stream()
                .map(CallStatistics::latency)
                .mapToDouble(latency -> latency == null ? 0 : millis(latency.p99()))
                .max()
                .orElse(0);
        var decades = Math.max(1, (int) Math.ceil(Math.log10(Math.max(slowest, 1))));
        var marks = new ArrayList<Mark>();
        for (int decade = decades; decade >= 0; decade--) {
            var millis = (long) Math.pow(10, decade);
            marks.add(new Mark(
                    millis < 1_000 ? millis + " ms" : millis / 1_000 + " s", HEIGHT - decade * HEIGHT / decades));
        }
        var columns = new ArrayList<Column>();
        statistics
                .series()
                .forEach((at, figures) ->
                        columns.add(new Column(at, (double) columns.size() * STEP, figures, List.of())));
        return new Chart(
                columns.size() * STEP,
                List.copyOf(marks),
                List.copyOf(columns),
                List.of(
                        line("p99", CallStatistics.Latency::p99, columns, decades),
                        line("p95", CallStatistics.Latency::p95, columns, decades),
                        line("p50", CallStatistics.Latency::p50, columns, decades)));
    }

    private static Line line(
            String name, Function<CallStatistics.Latency, Duration> quantile, List<Column> columns, int decades) {
        var path = new StringBuilder();
        var drawing = false;
        for (var column : columns) {
            var latency = column.figures().latency();
            if (latency != null) {
                var y = height(quantile.apply(latency), decades);
                path.append(String.format(Locale.ROOT, drawing ? "V%.2f" : "M" + column.x() + " %.2f", y));
                path.append("h" + STEP);
            }
            drawing = latency != null;
        }
        return new Line(name, path.toString());
    }

    private static double height(Duration duration, int decades) {
        return HEIGHT - Math.clamp(Math.log10(Math.max(millis(duration), 1)) / decades, 0, 1) * HEIGHT;
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1_000.0 / MICROS_PER_MILLI;
    }

    /** Returns the first, middle and last step of time, as labels below the chart. */
    public List<Instant> times() {
        return columns.isEmpty()
                ? List.of()
                : List.of(
                        columns.getFirst().at(),
                        columns.get(columns.size() / 2).at(),
                        columns.getLast().at());
    }
}
