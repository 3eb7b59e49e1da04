package dev.atlasgateway.contract;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** API of Atlas that the gateway serves, with the version of its resource. */
public enum Api {
    V1_SERVERLESS("v1.0", "/api/atlas/v1.0/groups/{groupId}/serverless", null),
    V2_SERVERLESS("v2 serverless", "/api/atlas/v2/groups/{groupId}/serverless", "2023-01-01"),
    V2_FLEX("v2 flex", "/api/atlas/v2/groups/{groupId}/flexClusters", "2024-11-13"),
    V2_CLUSTERS("v2 clusters", "/api/atlas/v2/groups/{groupId}/clusters", "2023-01-01", "2024-08-05");

    private final String label;
    private final String path;
    private final @Nullable LocalDate oldest;
    private final String mediaType;

    Api(String label, String path, @Nullable String version) {
        this(label, path, version, version);
    }

    /** @param oldest the date of the oldest version that callers may name */
    Api(String label, String path, @Nullable String oldest, @Nullable String version) {
        this.label = label;
        this.path = path;
        this.oldest = oldest == null ? null : LocalDate.parse(oldest);
        this.mediaType = version == null ? "application/json" : "application/vnd.atlas." + version + "+json";
    }

    /** Returns the name on pages. */
    public String label() {
        return label;
    }

    /** Returns the name in the audit, the admin API and metrics. */
    public String word() {
        return label.replace(' ', '-');
    }

    /** Returns the path template of the list of instances. */
    String path() {
        return path;
    }

    /** Returns the oldest date that callers may name; null if the API has no versioned media types. */
    @Nullable
    LocalDate oldest() {
        return oldest;
    }

    /** Returns the media type of requests. */
    public String mediaType() {
        return mediaType;
    }

    /** Returns the media type of successful answers, as Atlas writes it. Errors are {@code application/json}. */
    public String answerType() {
        return oldest == null ? mediaType : mediaType + ";charset=utf-8";
    }

    /** Returns whether Atlas has removed the API, or announced to. Its successor is {@link #V2_FLEX}. */
    public boolean isDeprecated() {
        return this == V1_SERVERLESS || this == V2_SERVERLESS;
    }

    /** Returns whether instances of this API are flex clusters, without the fields that only serverless instances have. */
    public boolean isFlex() {
        return this == V2_FLEX;
    }
}
