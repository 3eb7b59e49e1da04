package dev.atlasgateway.policy;

import org.jspecify.annotations.Nullable;

/**
 * Who calls: the unit that holds grants and quotas.
 *
 * @param contact whom to ask about this team, for admins
 */
public record Team(String name, @Nullable String contact, boolean disabled) implements PolicyObject {

    @Override
    public String key() {
        return name;
    }
}
