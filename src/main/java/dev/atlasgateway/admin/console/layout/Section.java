package dev.atlasgateway.admin.console.layout;

import dev.atlasgateway.admin.signin.Admin;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Entry of the navigation. A page names its entry in the second argument of the layout. */
public enum Section {
    OVERVIEW("Overview", "", Reader.ALL),
    AUDIT("Audit", "/audit", Reader.ALL),
    EVENTS("Admin events", "/events", Reader.SEES_ALL),
    EXPLAIN("Explain", "/explain", Reader.ALL),
    WHO_CAN("Who can", "/who-can", Reader.ALL),
    BACKTEST("Backtest", "/backtest", Reader.SEES_ALL),
    TEAMS("Teams", "/teams", Reader.ALL),
    CLIENTS("Clients", "/clients", Reader.ALL),
    PROJECTS("Projects", "/projects", Reader.SEES_ALL),
    GRANTS("Grants", "/grants", Reader.SEES_ALL),
    GUARDRAILS("Guardrails", "/guardrails", Reader.SEES_ALL),
    QUOTAS("Quotas", "/quotas", Reader.SEES_ALL),
    REVISIONS("Revisions", "/revisions", Reader.SEES_ALL),
    POLICY("Policy document", "/policy", Reader.SEES_ALL);

    private final String title;
    private final String path;
    private final Reader reader;

    Section(String title, String path, Reader reader) {
        this.title = title;
        this.path = "/console" + path;
        this.reader = reader;
    }

    private enum Reader {
        ALL,
        SEES_ALL
    }

    record Group(String title, List<Section> sections) {}

    /** Returns the entries that a user may see, in groups. */
    public static List<Group> visibleTo(Admin admin) {
        return Stream.of(
                        group("Watch", admin, OVERVIEW, AUDIT, EVENTS),
                        group("Ask", admin, EXPLAIN, WHO_CAN, BACKTEST),
                        group("Policy", admin, TEAMS, CLIENTS, PROJECTS, GRANTS, GUARDRAILS, QUOTAS),
                        group("History", admin, REVISIONS, POLICY))
                .filter(group -> !group.sections().isEmpty())
                .toList();
    }

    private static Group group(String title, Admin admin, Section... sections) {
        return new Group(
                title,
                Stream.of(sections)
                        .filter(section -> section.reader == Reader.ALL || admin.seesAll())
                        .toList());
    }

    /** Returns the name that pages use: {@code who-can}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String title() {
        return title;
    }

    public String path() {
        return path;
    }
}
