package dev.atlasgateway.policy;

import dev.atlasgateway.policy.field.Field;
import dev.atlasgateway.policy.field.FieldTypes;
import dev.atlasgateway.policy.field.ObjectDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A team of callers, which has grants and a quota.
 *
 * @param contact the person or address that admins ask about this team
 */
public record Team(String name, @Nullable String contact, boolean disabled) implements PolicyObject {

    @Override
    public String key() {
        return name;
    }

    /** Describes the fields for documents, the API, the console and the JSON schema. */
    static ObjectDescription<Team> description() {
        var contact = Field.optional(
                "contact", "Contact", FieldTypes.LINE, Team::contact, "The contact of this team, for admins.");
        Field<Team, Boolean> disabled =
                FieldTypes.disabled(Team::disabled, "Refuses the team, beginning with its next request.");
        return new ObjectDescription<>(
                List.of("teams"),
                List.of("name"),
                FieldTypes.NAME,
                "A team; all fields are optional.",
                "The teams that call, by name.",
                List.of(contact, disabled),
                (name, values) -> new Team(name, values.get(contact), values.require(disabled)));
    }
}
