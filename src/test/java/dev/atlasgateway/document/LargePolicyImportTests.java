package dev.atlasgateway.document;

import static dev.atlasgateway.document.PolicyImportTests.run;
import static dev.atlasgateway.document.PolicyImportTests.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.policy.Grant;
import dev.atlasgateway.revision.Replica;
import dev.atlasgateway.testing.StartsEarly;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@StartsEarly
class LargePolicyImportTests {

    private final Replica replica = Replica.first();

    @AfterEach
    void close() {
        replica.close();
    }

    @Test
    void importsAHundredThousandGrants() {
        var teams = 1000;
        var projects = 100;
        var document = new StringBuilder("teams:\n");
        IntStream.range(0, teams).forEach(i -> document.append("  team-%d: {}\n".formatted(i)));
        document.append("projects:\n");
        IntStream.range(0, projects).forEach(i -> document.append("  %024x: { name: project-%d }\n".formatted(i, i)));
        document.append("grants:\n");
        document.append(IntStream.range(0, teams * projects)
                .mapToObj(i -> "  - { team: team-%d, project: %024x, role: GROUP_OWNER, instances: orders-* }\n"
                        .formatted(i / projects, i % projects))
                .collect(Collectors.joining()));
        run(yaml(document.toString()), replica);
        try (var other = replica.another()) {
            other.reload();
            assertThat(other.current().grants().equals(replica.current().grants()))
                    .isTrue();
            var last = other.current().grants("team-999", "%024x".formatted(99));
            assertThat(last).extracting(Grant::instances).containsExactly("orders-*");
        }
        run(yaml(document.toString()), replica);
        assertThat(replica.newest()).isEqualTo(1);
    }
}
