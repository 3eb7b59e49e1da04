package dev.atlasgateway.simulator.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atlasgateway.simulator.wire.WireRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The last requests received. The oldest are dropped when there are too many or they take too much memory. */
public final class RequestLog {

    private static final long MOST_BYTES = 64L << 20;
    private static final int ENTRY_BYTES = 200;
    private static final int HEADER_BYTES = 100;

    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    private final int most;
    private final InstantSource clock;
    private long bytes;
    private long last;

    public RequestLog(int most, InstantSource clock) {
        this.most = most;
        this.clock = clock;
    }

    public synchronized Entry record(WireRequest request) {
        var entry = new Entry(++last, clock.instant(), request);
        entries.add(entry);
        bytes += entry.size();
        while (entries.size() > most || bytes > MOST_BYTES) {
            bytes -= entries.remove().size();
        }
        return entry;
    }

    public synchronized void clear() {
        entries.clear();
        bytes = 0;
    }

    /** Returns the requests kept that arrived after the given sequence number. */
    public List<ReceivedRequest> since(long sequence) {
        List<Entry> found;
        synchronized (this) {
            found = new ArrayList<>(entries);
        }
        return found.stream()
                .filter(entry -> entry.sequence > sequence)
                .map(Entry::received)
                .toList();
    }

    /** A request in progress. Its outcome is set before the first byte of the reply is sent. */
    public static final class Entry {

        private final long sequence;
        private final Instant time;
        private final WireRequest request;
        private volatile Outcome outcome = new Outcome(0, null, 0);

        Entry(long sequence, Instant time, WireRequest request) {
            this.sequence = sequence;
            this.time = time;
            this.request = request;
        }

        public long sequence() {
            return sequence;
        }

        public void complete(int status, @Nullable String fault, long change) {
            outcome = new Outcome(status, fault, change);
        }

        private long size() {
            long size = (long) ENTRY_BYTES + request.path().length() + request.body().length;
            for (var header : request.headers()) {
                size += HEADER_BYTES + header.name().length() + header.value().length();
            }
            return size;
        }

        private ReceivedRequest received() {
            var headers = new LinkedHashMap<String, List<String>>();
            for (var header : request.headers()) {
                var value = header.name().equalsIgnoreCase("Authorization")
                        ? Redaction.authorization(header.value())
                        : header.value();
                headers.computeIfAbsent(header.name(), key -> new ArrayList<>(1))
                        .add(value);
            }
            var body = new String(request.body(), UTF_8);
            var now = outcome;
            return new ReceivedRequest(
                    sequence,
                    time,
                    request.method(),
                    request.path(),
                    request.query(),
                    headers,
                    request.path().startsWith("/api/oauth/") ? Redaction.form(body) : body,
                    now.status(),
                    now.fault(),
                    now.change() > 0,
                    now.change());
        }
    }

    private record Outcome(int status, @Nullable String fault, long change) {}
}
