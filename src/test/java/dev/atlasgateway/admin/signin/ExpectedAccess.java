package dev.atlasgateway.admin.signin;

import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which visitors may use which endpoint of the admin side.
 *
 * <p>This list is written by hand, so that it does not repeat a mistake of the code. A new endpoint, or a change of its role,
 * needs a change here.
 */
enum ExpectedAccess {
    EVERY_CLIENT(EnumSet.allOf(Visitor.class), """
            GET    /admin/policy.schema.json
            POST   /admin/api/v1/sign-in
            GET    /console/sign-in
            GET    /console/signed-out
            POST   /console/back-channel-logout/{registration}
            """),

    SIGNED_IN(signedIn(), """
            GET    /admin/api/v1/openapi.yaml
            DELETE /admin/api/v1/sign-in
            GET    /console
            GET    /console/form-token
            """),

    /** Open to team leads for their own teams only. {@link TeamAgainstTeamTests} checks that. */
    TEAMS(signedIn(), """
            GET    /admin/api/v1/audit
            GET    /admin/api/v1/audit/export
            GET    /admin/api/v1/audit/{id}
            GET    /admin/api/v1/clients
            POST   /admin/api/v1/clients
            GET    /admin/api/v1/clients/{id}
            PUT    /admin/api/v1/clients/{id}
            DELETE /admin/api/v1/clients/{id}
            POST   /admin/api/v1/clients/{id}:disable
            POST   /admin/api/v1/clients/{id}:enable
            POST   /admin/api/v1/clients/{id}:rotate
            PUT    /admin/api/v1/clients/{id}/secrets/{fingerprint}
            DELETE /admin/api/v1/clients/{id}/secrets/{fingerprint}
            POST   /admin/api/v1/explain
            GET    /admin/api/v1/explain/{id}
            GET    /admin/api/v1/statistics
            GET    /admin/api/v1/teams
            GET    /admin/api/v1/teams/{team}
            GET    /admin/api/v1/who-can/teams/{team}
            GET    /console/audit
            GET    /console/audit/export
            GET    /console/audit/{id}
            GET    /console/clients
            POST   /console/clients
            GET    /console/clients/{id}
            GET    /console/clients/{id}/remove
            POST   /console/clients/{id}/remove
            GET    /console/clients/{id}/rotate
            POST   /console/clients/{id}/rotate
            GET    /console/clients/{id}/secrets/{fingerprint}
            POST   /console/clients/{id}/secrets/{fingerprint}
            GET    /console/clients/{id}/status
            POST   /console/clients/{id}/status
            GET    /console/explain
            POST   /console/explain
            GET    /console/find
            GET    /console/new/client
            GET    /console/teams
            GET    /console/teams/{team}
            GET    /console/who-can
            """),

    READERS(EnumSet.of(Visitor.AUDITOR, Visitor.ADMIN), """
            GET    /admin/api/v1/admin-events
            GET    /admin/api/v1/backtests
            POST   /admin/api/v1/backtests
            GET    /admin/api/v1/backtests/{id}
            DELETE /admin/api/v1/backtests/{id}
            GET    /admin/api/v1/grants
            GET    /admin/api/v1/grants/{team}/{project}/{role}/{instances}
            GET    /admin/api/v1/guardrail-library
            POST   /admin/api/v1/guardrail-library/{name}
            GET    /admin/api/v1/guardrails
            GET    /admin/api/v1/guardrails/{name}
            POST   /admin/api/v1/guardrails:check
            GET    /admin/api/v1/policy
            POST   /admin/api/v1/policy:plan
            GET    /admin/api/v1/projects
            GET    /admin/api/v1/projects/{groupId}
            GET    /admin/api/v1/quotas/projects
            GET    /admin/api/v1/quotas/projects/{project}
            GET    /admin/api/v1/quotas/teams
            GET    /admin/api/v1/quotas/teams/{team}
            GET    /admin/api/v1/revisions
            GET    /admin/api/v1/revisions/{number}
            GET    /admin/api/v1/revisions/{number}/diff
            GET    /admin/api/v1/revisions/{number}/restore-plan
            GET    /admin/api/v1/revisions/{number}/undo-document
            GET    /admin/api/v1/revisions/{number}/undo-plan
            GET    /admin/api/v1/who-can/change
            GET    /admin/api/v1/who-can/expiring
            GET    /admin/api/v1/who-can/never-used
            GET    /console/backtest
            POST   /console/backtest
            GET    /console/backtest/{id}
            POST   /console/backtest/{id}/cancel
            POST   /console/check-guardrail
            GET    /console/events
            GET    /console/grants
            GET    /console/grants/edit
            GET    /console/guardrails
            GET    /console/guardrails/{name}
            GET    /console/policy
            POST   /console/policy
            GET    /console/policy/download
            GET    /console/projects
            GET    /console/projects/{groupId}
            GET    /console/quotas
            GET    /console/quotas/projects/{groupId}
            GET    /console/quotas/teams/{team}
            GET    /console/revisions
            GET    /console/revisions/{number}
            """),

    ADMINS(EnumSet.of(Visitor.ADMIN), """
            PUT    /admin/api/v1/grants/{team}/{project}/{role}/{instances}
            DELETE /admin/api/v1/grants/{team}/{project}/{role}/{instances}
            PUT    /admin/api/v1/guardrails/{name}
            DELETE /admin/api/v1/guardrails/{name}
            POST   /admin/api/v1/policy:apply
            PUT    /admin/api/v1/projects/{groupId}
            DELETE /admin/api/v1/projects/{groupId}
            PUT    /admin/api/v1/quotas/projects/{project}
            DELETE /admin/api/v1/quotas/projects/{project}
            PUT    /admin/api/v1/quotas/teams/{team}
            DELETE /admin/api/v1/quotas/teams/{team}
            POST   /admin/api/v1/revisions/{number}:restore
            POST   /admin/api/v1/revisions/{number}:undo
            PUT    /admin/api/v1/teams/{team}
            DELETE /admin/api/v1/teams/{team}
            POST   /console/grants
            POST   /console/guardrails
            GET    /console/new/grant
            GET    /console/new/guardrail
            GET    /console/new/project
            GET    /console/new/team
            POST   /console/policy/apply
            POST   /console/projects
            POST   /console/quotas
            GET    /console/remove
            POST   /console/remove
            GET    /console/revisions/{number}/restore
            POST   /console/revisions/{number}/restore
            GET    /console/revisions/{number}/undo
            POST   /console/revisions/{number}/undo
            POST   /console/teams
            """);

    private final Set<Visitor> visitors;
    private final Set<String> endpoints;

    ExpectedAccess(Set<Visitor> visitors, String endpoints) {
        this.visitors = visitors;
        this.endpoints = endpoints
                .lines()
                .map(endpoint -> endpoint.replaceAll(" +", " "))
                .collect(Collectors.toSet());
    }

    private static Set<Visitor> signedIn() {
        return EnumSet.of(Visitor.LEAD_OF_THIS_TEAM, Visitor.LEAD_OF_ANOTHER_TEAM, Visitor.AUDITOR, Visitor.ADMIN);
    }

    static List<String> allEndpoints() {
        return Stream.of(values())
                .flatMap(expected -> expected.endpoints.stream())
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    static Optional<ExpectedAccess> of(AdminEndpoint endpoint) {
        return Arrays.stream(values())
                .filter(expected -> expected.endpoints.contains(endpoint.toString()))
                .findFirst();
    }

    Set<String> endpoints() {
        return endpoints;
    }

    boolean admits(Visitor visitor) {
        return visitors.contains(visitor);
    }
}
