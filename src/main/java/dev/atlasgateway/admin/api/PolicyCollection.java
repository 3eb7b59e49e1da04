package dev.atlasgateway.admin.api;

import static dev.atlasgateway.admin.api.ListFilter.before;
import static dev.atlasgateway.admin.api.ListFilter.flag;
import static dev.atlasgateway.admin.api.ListFilter.holding;
import static dev.atlasgateway.admin.api.ListFilter.is;
import static dev.atlasgateway.admin.api.ListFilter.oneOf;

import dev.atlasgateway.policy.Client;
import dev.atlasgateway.policy.Grant;
import dev.atlasgateway.policy.Guardrail.Mode;
import dev.atlasgateway.policy.Guardrail;
import dev.atlasgateway.policy.Kind;
import dev.atlasgateway.policy.Project.Contract;
import dev.atlasgateway.policy.Project;
import dev.atlasgateway.policy.Role;
import dev.atlasgateway.policy.Team;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/** Where the API has the objects of a kind, and by what a list of them can be narrowed. */
enum PolicyCollection {
    TEAMS(
            Kind.TEAM,
            "teams",
            List.of("name"),
            Map.of(
                    "q", holding(Team.class, Team::name, Team::contact),
                    "disabled", flag(Team.class, Team::disabled))),
    CLIENTS(
            Kind.CLIENT,
            "clients",
            List.of("id"),
            Map.of(
                    "team", is(Client.class, Client::team),
                    "disabled", flag(Client.class, Client::disabled),
                    "expiresBefore",
                            before(
                                    Client.class,
                                    (client, moment) -> client.secrets().stream()
                                            .anyMatch(secret -> ends(secret.expiresAt(), moment))))),
    PROJECTS(
            Kind.PROJECT,
            "projects",
            List.of("groupId"),
            Map.of(
                    "name", is(Project.class, Project::name),
                    "account", is(Project.class, Project::account),
                    "contract", oneOf(Project.class, words(Contract.values()), project -> word(project.contract())))),
    GRANTS(
            Kind.GRANT,
            "grants",
            List.of("team", "project", "role", "instances"),
            Map.of(
                    "team", is(Grant.class, Grant::team),
                    "project", is(Grant.class, Grant::groupId),
                    "role",
                            oneOf(
                                    Grant.class,
                                    ListFilter.words(Role.values()),
                                    grant -> grant.role().name()),
                    "instance", ListFilter.covers(Grant.class, Grant::covers),
                    "expiresBefore", before(Grant.class, (grant, moment) -> ends(grant.expiresAt(), moment)))),
    GUARDRAILS(
            Kind.GUARDRAIL,
            "guardrails",
            List.of("name"),
            Map.of("mode", oneOf(Guardrail.class, words(Mode.values()), guardrail -> word(guardrail.mode())))),
    TEAM_QUOTAS(Kind.TEAM_QUOTA, "quotas/teams", List.of("team"), Map.of()),
    PROJECT_QUOTAS(Kind.PROJECT_QUOTA, "quotas/projects", List.of("project"), Map.of());

    static final String ROOT = "/admin/api/v1/";

    private final Kind kind;
    private final String path;
    private final List<String> keyFields;
    private final Map<String, ListFilter> filters;

    PolicyCollection(Kind kind, String path, List<String> keyFields, Map<String, ListFilter> filters) {
        this.kind = kind;
        this.path = path;
        this.keyFields = keyFields;
        this.filters = filters;
    }

    static PolicyCollection of(Kind kind) {
        return Stream.of(values())
                .filter(collection -> collection.kind == kind)
                .findFirst()
                .orElseThrow();
    }

    Kind kind() {
        return kind;
    }

    /** The fields that make up the key, as the path has them. */
    List<String> keyFields() {
        return keyFields;
    }

    Map<String, ListFilter> filters() {
        return filters;
    }

    String path() {
        return ROOT + path;
    }

    /** The path of one object. */
    String path(String key) {
        return UriComponentsBuilder.fromPath(path())
                .pathSegment(parts(key).toArray(String[]::new))
                .encode()
                .toUriString();
    }

    /** A key as the path has it. */
    List<String> parts(String key) {
        return Arrays.asList(key.split("/", keyFields.size()));
    }

    Map<String, String> named(List<String> parts) {
        var named = new LinkedHashMap<String, String>();
        for (int i = 0; i < keyFields.size(); i++) {
            named.put(keyFields.get(i), parts.get(i));
        }
        return named;
    }

    private static boolean ends(@Nullable Instant end, Instant before) {
        return end != null && end.isBefore(before);
    }

    private static List<String> words(Enum<?>... constants) {
        return Arrays.stream(constants).map(PolicyCollection::word).toList();
    }

    private static String word(@Nullable Enum<?> constant) {
        return constant == null ? "" : constant.name().toLowerCase(Locale.ROOT);
    }
}
