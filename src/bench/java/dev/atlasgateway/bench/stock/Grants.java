package dev.atlasgateway.bench.stock;

import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Table of roles in memory.
 *
 * @param clients team of each client
 * @param roles role by team and project
 */
@ConfigurationProperties("stock")
record Grants(Map<String, String> clients, Map<String, Map<String, String>> roles) {

    private static final Set<String> MAY_CHANGE = Set.of("GROUP_OWNER", "GROUP_CLUSTER_MANAGER");

    String team(String client) {
        return clients.getOrDefault(client, "");
    }

    boolean mayChange(String client, String project) {
        return MAY_CHANGE.contains(roles.getOrDefault(team(client), Map.of()).getOrDefault(project, ""));
    }
}
