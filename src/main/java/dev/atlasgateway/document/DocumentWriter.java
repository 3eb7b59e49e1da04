package dev.atlasgateway.document;

import dev.atlasgateway.policy.Client;
import dev.atlasgateway.policy.Grant;
import dev.atlasgateway.policy.Guardrail;
import dev.atlasgateway.policy.Kind;
import dev.atlasgateway.policy.PolicyObject;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.policy.Project;
import dev.atlasgateway.policy.ProjectQuota;
import dev.atlasgateway.policy.Quota;
import dev.atlasgateway.policy.Team;
import dev.atlasgateway.policy.TeamQuota;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** Writes what a snapshot holds as {@link DocumentReader} reads it, leaving out what goes without saying. */
final class DocumentWriter {

    private final PolicySnapshot snapshot;

    DocumentWriter(PolicySnapshot snapshot) {
        this.snapshot = snapshot;
    }

    String write() {
        var document = new YamlMapping(FlowStyle.BLOCK);
        section(document, "teams", Kind.TEAM);
        section(document, "clients", Kind.CLIENT);
        section(document, "projects", Kind.PROJECT);
        if (!snapshot.objects(Kind.GRANT).isEmpty()) {
            document.list("grants", FlowStyle.BLOCK, snapshot.objects(Kind.GRANT), DocumentWriter::node);
        }
        section(document, "guardrails", Kind.GUARDRAIL);
        var quotas = new YamlMapping(FlowStyle.BLOCK);
        section(quotas, "teams", Kind.TEAM_QUOTA);
        section(quotas, "projects", Kind.PROJECT_QUOTA);
        if (!quotas.isEmpty()) {
            document.put("quotas", quotas);
        }
        if (document.isEmpty()) {
            document.put("teams", new YamlMapping(FlowStyle.FLOW)); // a document is never empty
        }
        var options = new DumperOptions();
        options.setWidth(1000); // an object a line, so that people can search and compare
        var text = new StringWriter();
        new Yaml(options).serialize(document.node(), text);
        return text.toString();
    }

    private void section(YamlMapping document, String name, Kind kind) {
        var objects = snapshot.objects(kind);
        if (!objects.isEmpty()) {
            var section = new YamlMapping(FlowStyle.BLOCK);
            objects.forEach(object -> section.put(object.key(), node(object)));
            document.put(name, section);
        }
    }

    static Map<String, Object> fields(PolicyObject object) {
        return node(object).values();
    }

    private static YamlMapping node(PolicyObject object) {
        return switch (object) {
            case Team team -> line().text("contact", team.contact()).flag("disabled", team.disabled());
            case Client client ->
                line().text("team", client.team())
                        .list("secrets", FlowStyle.FLOW, client.secrets(), DocumentWriter::secret)
                        .flag("disabled", client.disabled());
            case Project project ->
                line().text("name", project.name())
                        .text("account", project.account())
                        .text(
                                "contract",
                                project.contract() == null ? null : DocumentNode.lowerCase(project.contract()))
                        .text("contact", project.contact());
            case Grant grant ->
                line().text("team", grant.team())
                        .text("project", grant.groupId())
                        .text("role", grant.role().name())
                        .text("instances", grant.instances())
                        .instant("expiresAt", grant.expiresAt())
                        .text("reason", grant.reason());
            case Guardrail guardrail ->
                new YamlMapping(FlowStyle.BLOCK)
                        .text("expression", guardrail.expression())
                        .text("mode", DocumentNode.lowerCase(guardrail.mode()))
                        .text("message", guardrail.message());
            case TeamQuota own -> quota(own.quota());
            case ProjectQuota own -> quota(own.quota());
        };
    }

    private static YamlMapping secret(Client.Secret secret) {
        return line().text("sha256", secret.sha256()).instant("expiresAt", secret.expiresAt());
    }

    private static YamlMapping quota(Quota quota) {
        return line().number("capacity", quota.capacity())
                .number("refill", quota.refill())
                .text("period", period(quota.period()));
    }

    private static String period(Duration period) {
        return period.getNano() == 0 ? period.toSeconds() + "s" : period.toString();
    }

    private static YamlMapping line() {
        return new YamlMapping(FlowStyle.FLOW);
    }
}
