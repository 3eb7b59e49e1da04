package dev.atlasgateway.explain;

import dev.atlasgateway.history.statistics.StatisticsQuery;
import dev.atlasgateway.policy.Client;
import dev.atlasgateway.policy.Grant;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.policy.Role;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Finds the grants of the active policy: who may do what.
 *
 * @param lastUse the last use of each grant, by its key
 */
@Component
public record GrantSearch(Policy policy, Supplier<Map<String, Instant>> lastUse, InstantSource clock) {

    @Autowired
    GrantSearch(Policy policy, StatisticsQuery statistics, InstantSource clock) {
        this(policy, statistics::lastUseOfGrants, clock);
    }

    /**
     * A grant and its use.
     *
     * @param works whether the grant is valid now: not expired, and its team not disabled
     * @param lastUsed the last call that it allowed; null if it never allowed one
     * @param teamContact the contact of the team
     * @param clients the clients of the team that can call now
     */
    public record GrantUse(
            Grant grant,
            String project,
            boolean works,
            @Nullable Instant lastUsed,
            @Nullable String teamContact,
            List<String> clients) {}

    /**
     * Finds the teams that may change instances of a project.
     *
     * @param instance null for all instances
     */
    public List<GrantUse> change(String groupId, @Nullable String instance) {
        return find(grant -> grant.groupId().equals(groupId)
                        && grant.role().includes(Role.GROUP_OWNER)
                        && (instance == null || grant.covers(instance)))
                .filter(GrantUse::works)
                .toList();
    }

    /** Finds all grants of a team, expired ones included. */
    public List<GrantUse> team(String team) {
        return find(grant -> grant.team().equals(team)).toList();
    }

    /** Finds the grants that expire within this time, sorted by expiry and key. */
    public List<GrantUse> expiring(Duration within) {
        var now = clock.instant();
        var until = now.plus(within);
        return find(grant -> grant.expiresAt() != null
                        && now.isBefore(grant.expiresAt())
                        && !grant.expiresAt().isAfter(until))
                .sorted(Comparator.comparing(
                        use -> Objects.requireNonNullElse(use.grant().expiresAt(), Instant.MAX)))
                .toList();
    }

    /** Finds the grants that never allowed a call. */
    public List<GrantUse> neverUsed() {
        return find(grant -> true).filter(use -> use.lastUsed() == null).toList();
    }

    private Stream<GrantUse> find(Predicate<Grant> which) {
        var snapshot = policy.current();
        var used = lastUse.get();
        var clients = snapshot.clients().stream()
                .filter(client -> !client.disabled()
                        && !client.activeSecrets(clock.instant()).isEmpty())
                .collect(Collectors.groupingBy(Client::team, Collectors.mapping(Client::id, Collectors.toList())));
        return snapshot.grants().stream()
                .filter(which)
                .map(grant ->
                        use(snapshot, grant, used.get(grant.key()), clients.getOrDefault(grant.team(), List.of())));
    }

    private GrantUse use(PolicySnapshot snapshot, Grant grant, @Nullable Instant lastUsed, List<String> clients) {
        var team = snapshot.team(grant.team());
        return new GrantUse(
                grant,
                snapshot.projectName(grant.groupId()),
                team != null && !team.disabled() && grant.isActiveAt(clock.instant()),
                lastUsed,
                team == null ? null : team.contact(),
                clients);
    }
}
