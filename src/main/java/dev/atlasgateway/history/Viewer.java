package dev.atlasgateway.history;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The admin who looks at recorded calls. */
public interface Viewer {

    /** Returns the name under which the look is recorded. */
    String name();

    /** Returns the teams with visible calls; null for all calls, also those without a known team. */
    @Nullable
    Set<String> visibleTeams();
}
