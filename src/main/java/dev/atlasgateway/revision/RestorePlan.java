package dev.atlasgateway.revision;

import dev.atlasgateway.policy.Client;
import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.policy.PolicyObject;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.policy.Team;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The changes that going back would make.
 *
 * <p>Going back never revives a credential, never ends one that serves, and enables nothing that was disabled since. So
 * clients stay as they are, teams stay enabled or disabled, a team with clients is not removed, and a team that was disabled
 * and then removed returns disabled. Objects that a mounted document owns stay too. Everything else, grants among it, is a
 * right and becomes what it was.
 *
 * @param base the revision that the plan changes
 * @param changes from now to then
 * @param kept the differences that would remain: objects as they stay, and as they were
 */
public record RestorePlan(long base, List<Difference> changes, List<Difference> kept) {

    /** @param asked each object as it is now, and as it was */
    static RestorePlan of(PolicySnapshot base, Stream<Difference> asked, Set<String> disabledTeams) {
        var changes = new ArrayList<Difference>();
        var kept = new ArrayList<Difference>();
        asked.filter(difference -> !Objects.equals(difference.before(), difference.after()))
                .forEach(difference -> {
                    var now = difference.before();
                    var result = result(difference, base, disabledTeams);
                    if (!Objects.equals(now, result)) {
                        changes.add(new Difference(now, result));
                    }
                    if (!Objects.equals(result, difference.after())) {
                        kept.add(new Difference(result, difference.after()));
                    }
                });
        return new RestorePlan(base.revision(), List.copyOf(changes), List.copyOf(kept));
    }

    private static @Nullable PolicyObject result(Difference asked, PolicySnapshot base, Set<String> disabledTeams) {
        var now = asked.before();
        var then = asked.after();
        var object = asked.object();
        if (object instanceof Client
                || base.managedBy(object.kind(), object.key()).isPresent()) {
            return now;
        }
        if (!(object instanceof Team team)) {
            return then;
        }
        if (then == null) {
            return hasClients(team, base) ? now : null;
        }
        var disabled = now instanceof Team present
                ? present.disabled()
                : team.disabled() || disabledTeams.contains(team.name());
        return new Team(team.name(), team.contact(), disabled);
    }

    private static boolean hasClients(Team team, PolicySnapshot base) {
        return base.clients().stream().anyMatch(client -> client.team().equals(team.name()));
    }

    /** Returns the edits that make the changes. */
    public List<Edit> edits() {
        return changes.stream().map(Difference::edit).toList();
    }
}
