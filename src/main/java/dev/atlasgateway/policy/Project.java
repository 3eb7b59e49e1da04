package dev.atlasgateway.policy;

import dev.atlasgateway.policy.field.Field;
import dev.atlasgateway.policy.field.FieldTypes;
import dev.atlasgateway.policy.field.ObjectDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An Atlas project that teams reach through the gateway.
 *
 * @param groupId 24 lower-case hexadecimal digits
 * @param account the Atlas service account ({@code gateway.atlas.accounts.*}) that the gateway uses for it
 * @param contract the operation of Atlas that its calls become; null for the gateway's default
 * @param contact the person or address that a refused caller should ask
 */
public record Project(
        String groupId,
        String name,
        String account,
        @Nullable Contract contract,
        @Nullable String contact) implements PolicyObject {

    @Override
    public String key() {
        return groupId;
    }

    /** Describes the fields for documents, the API, the console and the JSON schema. */
    static ObjectDescription<Project> description() {
        var name = Field.required("name", "Name", FieldTypes.LINE, Project::name, "Its name for people.")
                .withStandIn("unreadable");
        var account = Field.optional(
                        "account",
                        "Atlas service account",
                        FieldTypes.NAME,
                        Project::account,
                        "The entry of gateway.atlas.accounts that acts on it; by default the entry default.")
                .withStandIn("default");
        var contract = Field.optional(
                "contract",
                "Contract",
                FieldTypes.oneOf(Project.Contract.values(), "a contract"),
                Project::contract,
                "The contract in which its calls are forwarded; by default gateway.translation.contract.");
        var contact = Field.optional(
                "contact", "Contact", FieldTypes.LINE, Project::contact, "The contact that refusals name.");
        return new ObjectDescription<>(
                List.of("projects"),
                List.of("groupId"),
                FieldTypes.GROUP_ID,
                "An Atlas project.",
                "The Atlas projects that calls can reach, by groupId: 24 lower-case hexadecimal digits.",
                List.of(name, account, contract, contact),
                (groupId, values) -> new Project(
                        groupId,
                        values.require(name),
                        values.require(account),
                        values.get(contract),
                        values.get(contact)));
    }

    /** The Atlas operation that a serverless call becomes. */
    public enum Contract {
        /** Atlas today: {@code /api/atlas/v2/groups/{groupId}/flexClusters/{name}}. */
        FLEX,
        /** The serverless operation itself, for an Atlas (or a stand-in) that still has it. */
        SERVERLESS
    }
}
