package dev.atlasgateway.admin.console.overview;

import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.admin.signin.RequireSignedIn;
import dev.atlasgateway.history.CallFilter;
import dev.atlasgateway.history.statistics.CallStatistics;
import dev.atlasgateway.history.statistics.Statistics;
import dev.atlasgateway.history.statistics.StatisticsQuery;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.quota.Quotas;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Where people arrive: how it goes just now, for whoever looks. */
@Controller
final class OverviewController {

    private static final Logger LOG = LoggerFactory.getLogger(OverviewController.class);
    private static final Duration LIVE = Duration.ofMinutes(30);
    private static final int REASONS = 8;
    private static final int TEAMS = 8;

    private final StatisticsQuery statistics;
    private final Policy policy;
    private final QuotaUsage quotaUsage;
    private final HealthContributorRegistry health;
    private final InstantSource clock;

    OverviewController(
            StatisticsQuery statistics,
            Policy policy,
            Quotas quotas,
            HealthContributorRegistry health,
            InstantSource clock) {
        this.statistics = statistics;
        this.policy = policy;
        this.quotaUsage = new QuotaUsage(quotas);
        this.health = health;
        this.clock = clock;
    }

    /**
     * @param period an id of {@link Period}
     * @param team only this team's figures; empty for all that may be seen
     * @param as {@code tables} for those who would rather read than look
     * @param live whether the page keeps itself up to date
     * @param since when it began to, in seconds: it ends after a while, as else no session would before an open page
     */
    @RequireSignedIn
    @GetMapping("/console")
    ModelAndView show(
            @RequestParam(defaultValue = "hour") String period,
            @RequestParam(defaultValue = "") String team,
            @RequestParam(defaultValue = "charts") String as,
            @RequestParam(defaultValue = "true") boolean live,
            @RequestParam(defaultValue = "0") long since,
            Admin admin) {
        var now = policy.current();
        var moment = clock.instant();
        var begun = since == 0 ? moment.getEpochSecond() : since;
        var wanted = Period.of(period);
        var page = new ModelAndView("console/overview")
                .addObject("period", wanted)
                .addObject("periods", Period.values())
                .addObject("team", team.strip())
                .addObject("as", as.equals("tables") ? "tables" : "charts")
                .addObject("live", live)
                .addObject("since", begun)
                .addObject("polls", live && moment.getEpochSecond() - begun < LIVE.toSeconds())
                .addObject("at", moment)
                .addObject("revision", now.revision())
                .addObject("limits", quotaUsage.nearest(now, admin, team.strip()))
                .addObject("standing", standing(admin));
        var figures = figures(wanted, team.strip(), admin);
        return figures == null ? page.addObject("figures", null) : with(figures, page);
    }

    /** What is down must be seen just then: so this page does without the store, and says so. */
    private @Nullable Statistics figures(Period period, String team, Admin admin) {
        var until = clock.instant();
        var filter = CallFilter.all().during(until.minus(period.length()), until);
        try {
            return statistics.statistics(team.isEmpty() ? filter : filter.within(Set.of(team)), admin);
        } catch (DataAccessException e) {
            LOG.warn("The overview has no figures, as the store cannot be read", e);
            return null;
        }
    }

    private static ModelAndView with(Statistics figures, ModelAndView page) {
        return page.addObject("figures", figures)
                .addObject("calls", Chart.calls(figures))
                .addObject("latencies", Chart.latencies(figures))
                .addObject("steps", List.copyOf(figures.series().entrySet()).reversed())
                .addObject("reasons", RefusalCount.of(figures.total(), REASONS))
                .addObject(
                        "teams",
                        figures.teams().entrySet().stream()
                                .sorted(Map.Entry.comparingByValue(Comparator.comparingLong(CallStatistics::calls)
                                        .reversed()))
                                .limit(TEAMS)
                                .toList());
    }

    /** Which accounts there are, and what ails them, is for those who may see the whole policy. */
    private List<HealthRow> standing(Admin admin) {
        var all = HealthRow.of(health);
        return admin.seesAll()
                ? all
                : all.stream().map(HealthRow::withoutDetails).toList();
    }
}
