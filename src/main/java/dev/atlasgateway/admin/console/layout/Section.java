package dev.atlasgateway.admin.console.layout;

import dev.atlasgateway.admin.signin.Admin;
import java.util.List;

/**
 * Entry of the navigation.
 *
 * @param id names it in the second argument of the layout, and in its address
 * @param forTeamLeads whether admins who see only their own teams see it too
 */
public record Section(String id, String title, boolean forTeamLeads) {

    private static final List<Group> GROUPS = List.of(
            new Group(
                    "Watch",
                    new Section("overview", "Overview", true),
                    new Section("audit", "Audit", true),
                    new Section("events", "Admin events", false)),
            new Group(
                    "Ask",
                    new Section("explain", "Explain", true),
                    new Section("who-can", "Who can", true),
                    new Section("backtest", "Backtest", false)),
            new Group(
                    "Policy",
                    new Section("teams", "Teams", true),
                    new Section("clients", "Clients", true),
                    new Section("projects", "Projects", false),
                    new Section("grants", "Grants", false),
                    new Section("guardrails", "Guardrails", false),
                    new Section("quotas", "Quotas", false)),
            new Group(
                    "History",
                    new Section("revisions", "Revisions", false),
                    new Section("policy", "Policy document", false)));

    public record Group(String title, List<Section> sections) {

        private Group(String title, Section... sections) {
            this(title, List.of(sections));
        }
    }

    /** Returns the entries that an admin may see, in groups. */
    public static List<Group> visibleTo(Admin admin) {
        return GROUPS.stream()
                .map(group -> new Group(
                        group.title(),
                        group.sections().stream()
                                .filter(section -> section.forTeamLeads() || admin.seesAll())
                                .toList()))
                .filter(group -> !group.sections().isEmpty())
                .toList();
    }

    public String path() {
        return id.equals("overview") ? "/console" : "/console/" + id;
    }
}
