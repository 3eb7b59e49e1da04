package dev.atlasgateway.admin.api;

import static dev.atlasgateway.admin.api.ListFilter.before;
import static dev.atlasgateway.admin.api.ListFilter.contains;
import static dev.atlasgateway.admin.api.ListFilter.flag;
import static dev.atlasgateway.admin.api.ListFilter.is;
import static dev.atlasgateway.admin.api.ListFilter.oneOf;
import static dev.atlasgateway.caller.LoginKind.API_KEY;
import static dev.atlasgateway.caller.LoginKind.SERVICE_ACCOUNT;

import dev.atlasgateway.policy.Client;
import dev.atlasgateway.policy.Grant;
import dev.atlasgateway.policy.Guardrail;
import dev.atlasgateway.policy.Guardrail.Mode;
import dev.atlasgateway.policy.ObjectKind;
import dev.atlasgateway.policy.Project;
import dev.atlasgateway.policy.Project.Contract;
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

/**
 * The kinds of policy objects as the API serves them: at the path of their section in documents, with filters for the
 * list.
 */
enum PolicyCollection {
    TEAMS(
            ObjectKind.TEAM,
            Map.of(
                    "q", contains(Team.class, Team::name, Team::contact),
                    "disabled", flag(Team.class, Team::disabled))),
    CLIENTS(
            ObjectKind.CLIENT,
            Map.of(
                    "team", is(Client.class, Client::team),
                    "kind",
                            oneOf(
                                    Client.class,
                                    List.of(SERVICE_ACCOUNT.word(), API_KEY.word()),
                                    PolicyCollection::kind),
                    "disabled", flag(Client.class, Client::disabled),
                    "expiresBefore",
                            before(
                                    Client.class,
                                    (client, moment) -> client.secrets().stream()
                                            .anyMatch(secret -> ends(secret.expiresAt(), moment))))),
    PROJECTS(
            ObjectKind.PROJECT,
            Map.of(
                    "name", is(Project.class, Project::name),
                    "account", is(Project.class, Project::account),
                    "contract", oneOf(Project.class, words(Contract.values()), project -> word(project.contract())))),
    GRANTS(
            ObjectKind.GRANT,
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
            ObjectKind.GUARDRAIL,
            Map.of("mode", oneOf(Guardrail.class, words(Mode.values()), guardrail -> word(guardrail.mode())))),
    TEAM_QUOTAS(ObjectKind.TEAM_QUOTA, Map.of()),
    PROJECT_QUOTAS(ObjectKind.PROJECT_QUOTA, Map.of());

    static final String ROOT = "/admin/api/v1/";

    private final ObjectKind kind;
    private final Map<String, ListFilter> filters;

    PolicyCollection(ObjectKind kind, Map<String, ListFilter> filters) {
        this.kind = kind;
        this.filters = filters;
    }

    static PolicyCollection of(ObjectKind kind) {
        return Stream.of(values())
                .filter(collection -> collection.kind == kind)
                .findFirst()
                .orElseThrow();
    }

    /** @param pattern the path of a handler method, of all objects or of one */
    static PolicyCollection of(String pattern) {
        return Stream.of(values())
                .filter(collection -> pattern.equals(collection.path()) || pattern.startsWith(collection.path() + "/{"))
                .findFirst()
                .orElseThrow();
    }

    ObjectKind kind() {
        return kind;
    }

    /** Returns the fields of the key, in the order of the path. */
    List<String> keyFields() {
        return kind.description().keyFields();
    }

    Map<String, ListFilter> filters() {
        return filters;
    }

    String path() {
        return ROOT + String.join("/", kind.description().section());
    }

    /** Returns the path of one object. */
    String path(String key) {
        return UriComponentsBuilder.fromPath(path())
                .pathSegment(parts(key).toArray(String[]::new))
                .encode()
                .toUriString();
    }

    /** Returns the parts of a key, in the order of the path. */
    List<String> parts(String key) {
        return Arrays.asList(key.split("/", keyFields().size()));
    }

    /** Returns the key, from the variables of a path. A key of one field may be called otherwise there. */
    List<String> parts(Map<String, String> variables) {
        return keyFields().size() == 1
                ? List.copyOf(variables.values())
                : keyFields().stream().map(variables::get).toList();
    }

    Map<String, String> named(List<String> parts) {
        var named = new LinkedHashMap<String, String>();
        for (int i = 0; i < keyFields().size(); i++) {
            named.put(keyFields().get(i), parts.get(i));
        }
        return named;
    }

    private static String kind(Client client) {
        return (Client.isApiKey(client.id()) ? API_KEY : SERVICE_ACCOUNT).word();
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
