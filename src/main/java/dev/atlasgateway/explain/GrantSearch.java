package dev.atlasgateway.explain;

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

/** Who may do what, by the grants of the policy in force. */
public final class GrantSearch {

    private final Policy policy;
    private final Supplier<Map<String, Instant>> lastUse;
    private final InstantSource clock;

    /** @param lastUse when each grant last let a call through, by its key */
    GrantSearch(Policy policy, Supplier<Map<String, Instant>> lastUse, InstantSource clock) {
        this.policy = policy;
        this.lastUse = lastUse;
        this.clock = clock;
    }

    /**
     * A grant with what one wants to know of it.
     *
     * @param works whether it lets calls through just now: not expired, its team not disabled
     * @param lastUsed when it last let a call through; null where it never did
     * @param teamContact whom to ask about the team
     * @param clients of the team that can call just now
     */
    public record Held(
            Grant grant,
            String project,
            boolean works,
            @Nullable Instant lastUsed,
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

    /** Grants that will expire within this time, the first to expire first, then by their keys as all others. */
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

    /** Grants that never let a call through. */
    public List<Held> neverUsed() {
        return held(grant -> true).filter(held -> held.lastUsed() == null).toList();
    }

    private Stream<Held> held(Predicate<Grant> which) {
        var snapshot = policy.current();
        var used = lastUse.get();
        var clients = snapshot.clients().stream()
                .filter(client ->
                        !client.disabled() && !client.serving(clock.instant()).isEmpty())
                .collect(Collectors.groupingBy(Client::team, Collectors.mapping(Client::id, Collectors.toList())));
        return snapshot.grants().stream()
                .filter(which)
                .map(grant ->
                        held(snapshot, grant, used.get(grant.key()), clients.getOrDefault(grant.team(), List.of())));
    }

    private Held held(PolicySnapshot snapshot, Grant grant, @Nullable Instant lastUsed, List<String> clients) {
        var team = snapshot.team(grant.team());
        var project = snapshot.project(grant.groupId());
        return new Held(
                grant,
                project == null ? grant.groupId() : project.name(),
                team != null && !team.disabled() && grant.liveAt(clock.instant()),
                lastUsed,
                team == null ? null : team.contact(),
                clients);
    }
}
