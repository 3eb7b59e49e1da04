package dev.atlasgateway.admin.console.layout;

import dev.atlasgateway.admin.signin.Admin;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A place in the navigation; pages name theirs as the second argument of the layout. */
public enum Section {
    OVERVIEW("Overview", "", Reader.EVERYBODY),
    AUDIT("Audit", "/audit", Reader.EVERYBODY),
    EVENTS("Admin events", "/events", Reader.SEES_ALL),
    EXPLAIN("Explain", "/explain", Reader.EVERYBODY),
    WHO_CAN("Who can", "/who-can", Reader.EVERYBODY),
    BACKTEST("Backtest", "/backtest", Reader.SEES_ALL),
    TEAMS("Teams", "/teams", Reader.EVERYBODY),
    CLIENTS("Clients", "/clients", Reader.EVERYBODY),
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
        EVERYBODY,
        SEES_ALL
    }

    record Group(String title, List<Section> sections) {}

    /** What somebody may see, in groups; a group of which nothing is left is left out. */
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
                        .filter(section -> section.reader == Reader.EVERYBODY || admin.seesAll())
                        .toList());
    }

    /** The name that a page gives: {@code who-can}. */
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
