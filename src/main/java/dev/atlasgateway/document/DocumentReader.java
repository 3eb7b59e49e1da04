package dev.atlasgateway.document;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.atlasgateway.policy.Client;
import dev.atlasgateway.policy.Fault;
import dev.atlasgateway.policy.Grant;
import dev.atlasgateway.policy.Guardrail;
import dev.atlasgateway.policy.Kind;
import dev.atlasgateway.policy.PolicyObject;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.policy.Project;
import dev.atlasgateway.policy.ProjectQuota;
import dev.atlasgateway.policy.Quota;
import dev.atlasgateway.policy.Role;
import dev.atlasgateway.policy.Team;
import dev.atlasgateway.policy.TeamQuota;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the sections of a policy document into objects, and remembers where each stands.
 *
 * <p>Where a value is missing or unreadable, which is noted, another stands in for it if possible: so what else is wrong
 * with the object is found too, and what refers to it is not blamed.
 */
final class DocumentReader {

    private final Map<PolicyObject, DocumentNode> objects = new IdentityHashMap<>(); // equal ones stand apart
    private final Map<String, DocumentNode> grants = new HashMap<>();
    private int plainSecrets;

    /** Everything that could be read. */
    List<PolicyObject> objects() {
        return List.copyOf(objects.keySet());
    }

    /** Notes what is wrong with an object at the object's place; of the whole, if the object stands elsewhere. */
    void locate(Fault fault, DocumentFaults whole) {
        var node = objects.get(fault.object());
        if (node == null) {
            whole.add("leaves out what %s needs, which stands elsewhere: %s"
                    .formatted(PolicyDocument.name(fault.object()), fault.sentence()));
        } else {
            node.faultInside(fault.field(), fault.sentence());
        }
    }

    /** Notes that an object differs from the one in force, which is not this document's to change. */
    void locateIfChanged(PolicyObject object, PolicySnapshot policy) {
        if (!policy.find(object.kind(), object.key()).equals(Optional.of(object))) {
            requireNonNull(objects.get(object))
                    .faultInside(
                            "",
                            "is managed by the file "
                                    + policy.managedBy(object.kind(), object.key())
                                            .orElseThrow() + "; change it there");
        }
    }

    /** How many secrets the document gives away. */
    int plainSecrets() {
        return plainSecrets;
    }

    void read(DocumentNode document) {
        var sections = document.fields("teams", "clients", "projects", "grants", "guardrails", "quotas");
        sections.entries("teams").forEach(this::team);
        sections.entries("clients").forEach(this::client);
        sections.entries("projects").forEach(this::project);
        sections.items("grants").forEach(this::grant);
        sections.entries("guardrails").forEach(this::guardrail);
        sections.optional("quotas", this::quotas);
    }

    /** Reads one object; of a grant the key is among its fields. */
    void read(Kind kind, String key, DocumentNode node) {
        switch (kind) {
            case TEAM -> team(key, node);
            case CLIENT -> client(key, node);
            case PROJECT -> project(key, node);
            case GRANT -> grant(node);
            case GUARDRAIL -> guardrail(key, node);
            case TEAM_QUOTA -> teamQuota(key, node);
            case PROJECT_QUOTA -> projectQuota(key, node);
        }
    }

    private void team(String name, DocumentNode node) {
        var fields = node.fields("contact", "disabled");
        place(node, new Team(name, fields.optional("contact", DocumentNode::text), disabled(fields)));
    }

    private void client(String id, DocumentNode node) {
        var fields = node.fields("team", "secrets", "disabled");
        var team = fields.required("team", DocumentNode::text);
        var secrets = fields.required("secrets", this::secrets);
        var disabled = disabled(fields);
        if (team != null) {
            place(node, new Client(id, team, requireNonNullElse(secrets, List.of()), disabled));
        }
    }

    private @Nullable List<Client.Secret> secrets(DocumentNode node) {
        var items = node.items();
        var secrets = new ArrayList<Client.Secret>();
        for (var item : items) {
            var secret = secret(item);
            if (secret != null) {
                secrets.add(secret);
            }
        }
        return secrets.size() == items.size() ? secrets : null;
    }

    private Client.@Nullable Secret secret(DocumentNode node) {
        var fields = node.fields("secret", "sha256", "expiresAt");
        var expiresAt = fields.optional("expiresAt", DocumentNode::instant);
        if (fields.has("secret") && fields.has("sha256")) {
            return node.fault("has both secret and sha256; keep sha256");
        }
        if (fields.has("secret")) {
            plainSecrets++;
            var plain = fields.required("secret", DocumentNode::text);
            if (plain != null && plain.isEmpty()) {
                return node.fault("has an empty secret");
            }
            return plain == null ? null : Client.Secret.of(plain, expiresAt);
        }
        var sha256 = fields.required("sha256", DocumentNode::text);
        return sha256 == null ? null : new Client.Secret(sha256, expiresAt);
    }

    private void project(String groupId, DocumentNode node) {
        var fields = node.fields("name", "account", "contract", "contact");
        var name = fields.required("name", DocumentNode::text);
        var account = fields.optional("account", DocumentNode::text);
        var contract = fields.optional(
                "contract", it -> it.oneOf(Project.Contract.values(), DocumentNode::lowerCase, "a contract"));
        var contact = fields.optional("contact", DocumentNode::text);
        place(
                node,
                new Project(
                        groupId,
                        requireNonNullElse(name, groupId),
                        requireNonNullElse(account, "default"),
                        contract,
                        contact));
    }

    private void grant(DocumentNode node) {
        var fields = node.fields("team", "project", "role", "instances", "expiresAt", "reason");
        var team = fields.required("team", DocumentNode::text);
        var project = fields.required("project", DocumentNode::text);
        var role = fields.required("role", it -> it.oneOf(Role.values(), Role::name, "a role"));
        var instances = requireNonNullElse(fields.optional("instances", DocumentNode::text), "*");
        var expiresAt = fields.optional("expiresAt", DocumentNode::instant);
        var reason = fields.optional("reason", DocumentNode::text);
        if (team == null || project == null) {
            return;
        }
        var grant =
                new Grant(team, project, requireNonNullElse(role, Role.GROUP_READ_ONLY), instances, expiresAt, reason);
        var first = role == null ? null : grants.putIfAbsent(grant.key(), node);
        if (first == null) {
            place(node, grant);
        } else {
            node.fault("is the same grant as %s on line %d"
                    .formatted(first.path(), first.mark().getLine() + 1));
        }
    }

    private void guardrail(String name, DocumentNode node) {
        var fields = node.fields("expression", "mode", "message");
        var expression = fields.required("expression", DocumentNode::text);
        var mode = fields.required("mode", it -> it.oneOf(Guardrail.Mode.values(), DocumentNode::lowerCase, "a mode"));
        var message = fields.required("message", DocumentNode::text);
        place(
                node,
                new Guardrail(
                        name,
                        requireNonNullElse(expression, "true"),
                        requireNonNullElse(mode, Guardrail.Mode.DENY),
                        requireNonNullElse(message, name)));
    }

    private DocumentNode quotas(DocumentNode node) {
        var sections = node.fields("teams", "projects");
        sections.entries("teams").forEach(this::teamQuota);
        sections.entries("projects").forEach(this::projectQuota);
        return node;
    }

    private void teamQuota(String team, DocumentNode node) {
        place(node, new TeamQuota(team, quota(node)));
    }

    private void projectQuota(String groupId, DocumentNode node) {
        place(node, new ProjectQuota(groupId, quota(node)));
    }

    private static Quota quota(DocumentNode node) {
        var fields = node.fields("capacity", "refill", "period");
        var capacity = fields.required("capacity", DocumentNode::number);
        var refill = fields.required("refill", DocumentNode::number);
        var period = fields.required("period", DocumentNode::duration);
        return new Quota(
                requireNonNullElse(capacity, 1L),
                requireNonNullElse(refill, 1L),
                requireNonNullElse(period, Duration.ofSeconds(1)));
    }

    private static boolean disabled(DocumentFields fields) {
        return requireNonNullElse(fields.optional("disabled", DocumentNode::flag), false);
    }

    private void place(DocumentNode node, PolicyObject object) {
        objects.put(object, node);
    }
}
