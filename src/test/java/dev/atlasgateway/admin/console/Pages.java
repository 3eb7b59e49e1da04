package dev.atlasgateway.admin.console;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Every page of the console, by its mapping, and where to look at it: with something to show first, then without.
 *
 * @param call the request id of a call that is on record
 * @param backtest the id of one that has ended
 * @param fingerprint of a secret of {@link #CLIENT}
 */
record Pages(String call, String backtest, String fingerprint) {

    static final String CLIENT = "mdb_sa_id_665f1c2e9b1d4a0012ab34cd";
    static final String PROJECT = "32b6e34b3d91647abb20e7b8";

    /** What answers a GET and is no page: downloads, and what only leads to one. */
    static final List<String> NO_PAGES = List.of(
            "/console/audit/export",
            "/console/find",
            "/console/form-token",
            "/console/policy/download",
            "/console/sign-in");

    /** The addresses to look at, by the mapping that answers them. */
    Map<String, List<String>> visits() {
        var visits = new LinkedHashMap<String, List<String>>();
        visits.put("/console", List.of("/console", "/console?as=tables", "/console?team=nobody"));
        visits.put(
                "/console/audit",
                List.of(
                        "/console/audit",
                        "/console/audit?decision=refused&status=teapot",
                        "/console/audit?text=nothing-says-so"));
        visits.put("/console/audit/{id}", List.of("/console/audit/" + call, "/console/audit/never-made"));
        visits.put("/console/events", List.of("/console/events", "/console/events?admin=nobody"));
        visits.put(
                "/console/explain",
                List.of(
                        "/console/explain",
                        "/console/explain?requestId=" + call,
                        "/console/explain?requestId=never-was"));
        visits.put(
                "/console/backtest",
                List.of(
                        "/console/backtest",
                        "/console/backtest?of=document",
                        "/console/backtest?guardrail=name-the-owner"));
        visits.put("/console/backtest/{id}", List.of("/console/backtest/" + backtest, "/console/backtest/none"));
        visits.put(
                "/console/who-can",
                List.of(
                        "/console/who-can",
                        "/console/who-can?project=orders&instance=orders-prod",
                        "/console/who-can?ask=TEAM&team=payments",
                        "/console/who-can?ask=EXPIRING",
                        "/console/who-can?ask=UNUSED",
                        "/console/who-can?project=nothing"));
        visits.put("/console/signed-out", List.of("/console/signed-out"));
        visits.putAll(policy());
        return visits;
    }

    private Map<String, List<String>> policy() {
        var visits = new LinkedHashMap<String, List<String>>();
        var client = "/console/clients/" + CLIENT;
        visits.put("/console/teams", List.of("/console/teams", "/console/teams?q=nobody-is-called-so"));
        visits.put("/console/new/team", List.of("/console/new/team"));
        visits.put(
                "/console/teams/{team}",
                List.of("/console/teams/payments", "/console/teams/mounted", "/console/teams/nobody"));
        visits.put("/console/clients", List.of("/console/clients", "/console/clients?q=nobody-is-called-so"));
        visits.put("/console/new/client", List.of("/console/new/client"));
        visits.put("/console/clients/{id}", List.of(client));
        visits.put("/console/clients/{id}/rotate", List.of(client + "/rotate"));
        visits.put("/console/clients/{id}/secrets/{fingerprint}", List.of(client + "/secrets/" + fingerprint));
        visits.put("/console/clients/{id}/status", List.of(client + "/status"));
        visits.put("/console/clients/{id}/remove", List.of(client + "/remove"));
        visits.put("/console/projects", List.of("/console/projects", "/console/projects?q=nothing-is-called-so"));
        visits.put("/console/new/project", List.of("/console/new/project"));
        visits.put("/console/projects/{groupId}", List.of("/console/projects/" + PROJECT));
        visits.put("/console/grants", List.of("/console/grants", "/console/grants?q=nobody-is-called-so"));
        visits.put("/console/new/grant", List.of("/console/new/grant"));
        visits.put("/console/grants/edit", List.of("/console/grants/edit?key=payments/" + PROJECT + "/GROUP_OWNER/*"));
        visits.put("/console/guardrails", List.of("/console/guardrails"));
        visits.put(
                "/console/new/guardrail",
                List.of(
                        "/console/new/guardrail",
                        "/console/new/guardrail?library=required-tags&tags=owner",
                        "/console/new/guardrail?library=change-window&zone=Mars/Olympus"));
        visits.put("/console/guardrails/{name}", List.of("/console/guardrails/name-the-owner"));
        visits.put(
                "/console/quotas",
                List.of("/console/quotas", "/console/quotas?of=projects", "/console/quotas?q=nobody-is-called-so"));
        visits.put("/console/quotas/teams/{team}", List.of("/console/quotas/teams/payments"));
        visits.put("/console/quotas/projects/{groupId}", List.of("/console/quotas/projects/" + PROJECT));
        visits.put(
                "/console/revisions",
                List.of(
                        "/console/revisions",
                        "/console/revisions?by=nobody-is-called-so",
                        "/console/revisions?object=tem:payments"));
        visits.put("/console/revisions/{number}", List.of("/console/revisions/1", "/console/revisions/999999"));
        visits.put("/console/revisions/{number}/restore", List.of("/console/revisions/1/restore"));
        visits.put("/console/revisions/{number}/undo", List.of("/console/revisions/1/undo"));
        visits.put("/console/remove", List.of("/console/remove?kind=TEAM&key=payments"));
        visits.put("/console/policy", List.of("/console/policy"));
        return visits;
    }
}
