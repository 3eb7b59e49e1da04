package dev.atlasgateway.explain;

import dev.atlasgateway.policy.Grant;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.policy.Role;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who may do what, by the grants of the policy in force. */
public final class WhoCan {

    /** Every grant that ever let a call through: a jump from key to key where an index allows, a scan otherwise. */
    private static final String USED =
            "select distinct decided_by from audit where stage = 'outcome' and decided_by like 'grant:%'";

    private final Policy policy;
    private final JdbcClient audit;
    private final InstantSource clock;

    WhoCan(Policy policy, JdbcClient audit, InstantSource clock) {
        this.policy = policy;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A grant with what one wants to know of it.
     *
     * @param works whether it lets calls through just now: not expired, its team not disabled
     * @param teamContact whom to ask about the team
     * @param clients of the team that can call just now
     */
    public record Held(
            Grant grant,
            String project,
            boolean works,
            @Nullable String teamContact,
            List<String> clients) {}

    /**
     * Who may change the project's instances, or this one.
     *
     * @param instance null for any of them
     */
    public List<Held> change(String groupId, @Nullable String instance) {
        return held(grant -> grant.groupId().equals(groupId)
                        && grant.role().includes(Role.GROUP_OWNER)
                        && (instance == null || grant.covers(instance)))
                .filter(Held::works)
                .toList();
    }

    /** What the team has, also what has expired. */
    public List<Held> team(String team) {
        return held(grant -> grant.team().equals(team)).toList();
    }

    /** Grants that will expire within this time, the first to expire first. */
    public List<Held> expiring(Duration within) {
        var now = clock.instant();
        var until = now.plus(within);
        return held(grant -> grant.expiresAt() != null
                        && now.isBefore(grant.expiresAt())
                        && !grant.expiresAt().isAfter(until))
                .sorted(Comparator.comparing(
                        held -> Objects.requireNonNullElse(held.grant().expiresAt(), Instant.MAX)))
                .toList();
    }

    /** Grants that let no call through for as long as the audit goes back. */
    public List<Held> neverUsed() {
        var used = Set.copyOf(audit.sql(USED).query(String.class).list());
        return held(grant -> !used.contains("grant:" + grant.key())).toList();
    }

    private Stream<Held> held(Predicate<Grant> which) {
        var snapshot = policy.current();
        var clients = new HashMap<String, List<String>>();
        return snapshot.grants().stream().filter(which).map(grant -> held(snapshot, grant, clients));
    }

    private Held held(PolicySnapshot snapshot, Grant grant, Map<String, List<String>> clients) {
        var team = snapshot.team(grant.team());
        var project = snapshot.project(grant.groupId());
        return new Held(
                grant,
                project == null ? grant.groupId() : project.name(),
                team != null && !team.disabled() && grant.liveAt(clock.instant()),
                team == null ? null : team.contact(),
                clients.computeIfAbsent(
                        grant.team(),
                        name -> snapshot.clients().stream()
                                .filter(client -> client.team().equals(name) && !client.disabled())
                                .map(client -> client.id())
                                .toList()));
    }
}
