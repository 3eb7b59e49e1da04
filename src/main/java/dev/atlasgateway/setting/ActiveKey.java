package dev.atlasgateway.setting;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses which of several keys signs or encrypts: the first one. A new first key waits for ten minutes while the former one
 * is still among them, because mounts of other replicas get a new key some minutes later.
 */
public final class ActiveKey {

    /** The kubelet and CSI drivers need about two minutes, and Vault's agent five. */
    static final Duration WAIT = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(ActiveKey.class);

    private final String setting;
    private final InstantSource clock;
    private String active = "";
    private String first = "";
    private Instant since = Instant.MIN;

    /** @param setting the name of the setting, for the log */
    public ActiveKey(String setting, InstantSource clock) {
        this.setting = setting;
        this.clock = clock;
    }

    /**
     * Returns the id of the active key.
     *
     * @param ids the ids of the present keys, at least one
     */
    public synchronized String of(List<String> ids) {
        var now = clock.instant();
        if (!ids.getFirst().equals(first)) {
            first = ids.getFirst();
            since = now;
        }
        if (!active.equals(first) && (!ids.contains(active) || !now.isBefore(since.plus(WAIT)))) {
            LOG.info("The first key of {} is active now", setting);
            active = first;
        }
        return active;
    }
}
