package dev.atlasgateway.history;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Calls to be written to a stream, one line each, newest first. {@link CallReader} has recorded the export. */
public final class CallExport {

    /** Only a write shows that the client is gone. */
    private static final Duration LONGEST_WITHOUT_A_CALL = Duration.ofMinutes(10);

    private final Pages pages;
    private final Format format;

    CallExport(Pages pages, Format format) {
        this.pages = pages;
        this.format = format;
    }

    /**
     * Writes as fast as the client reads. It holds at most a page of calls in memory, and no connection to the store
     * while the client reads.
     *
     * @throws IOException if the client is gone, or no call was found for ten minutes
     * @throws RuntimeException if the store fails; then the caller must break the connection, so that a part of the
     *     export does not look complete
     */
    public void writeTo(OutputStream stream) throws IOException {
        writeTo(stream, LONGEST_WITHOUT_A_CALL);
    }

    void writeTo(OutputStream stream, Duration longestWithoutACall) throws IOException {
        var lastCall = System.nanoTime();
        var out = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
        out.write(format.head());
        @Nullable Cursor after = null;
        do {
            var page = pages.read(after);
            for (var call : page.items()) {
                out.write(format.line(call));
            }
            after = page.next();
            if (!page.items().isEmpty()) {
                lastCall = System.nanoTime();
            } else if (after != null && System.nanoTime() - lastCall > longestWithoutACall.toNanos()) {
                throw new IOException("the export found no call for " + longestWithoutACall);
            }
        } while (after != null);
        out.flush();
    }

    /** The calls to export, in pages. */
    interface Pages {
        CallPage read(@Nullable Cursor after);
    }

    /** File format of an export. */
    public enum Format {
        NDJSON("application/x-ndjson") {
            @Override
            String line(RecordedCall call) {
                return JSON.writeValueAsString(CallFields.of(call)) + "\n";
            }
        },
        CSV("text/csv;charset=UTF-8;header=present") {
            @Override
            String head() {
                return Csv.line(CallFields.all().keySet());
            }

            @Override
            String line(RecordedCall call) {
                return Csv.line(CallFields.of(call).values());
            }
        };

        private static final JsonMapper JSON = JsonMapper.shared();

        private final String mediaType;

        Format(String mediaType) {
            this.mediaType = mediaType;
        }

        /** @throws InvalidFilter if there is no such format */
        public static Format of(String parameter) {
            return switch (parameter) {
                case "ndjson" -> NDJSON;
                case "csv" -> CSV;
                default -> throw new InvalidFilter("format", "must be ndjson or csv");
            };
        }

        String parameter() {
            return name().toLowerCase(Locale.ROOT);
        }

        public String mediaType() {
            return mediaType;
        }

        public String fileName() {
            return "audit." + parameter();
        }

        String head() {
            return "";
        }

        abstract String line(RecordedCall call);
    }
}
