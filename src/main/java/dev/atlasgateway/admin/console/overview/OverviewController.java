package dev.atlasgateway.admin.console.overview;

import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.admin.signin.RequireSignedIn;
import dev.atlasgateway.audit.Outcome;
import dev.atlasgateway.history.CallFilter;
import dev.atlasgateway.history.statistics.CallStatistics;
import dev.atlasgateway.history.statistics.Statistics;
import dev.atlasgateway.history.statistics.StatisticsQuery;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.problem.AnsweredBy;
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

/** First page: calls, latency, refusals, health and quotas that the admin may see. */
@Controller
record OverviewController(
        StatisticsQuery statistics,
        Policy policy,
        Quotas quotas,
        HealthContributorRegistry health,
        InstantSource clock) {

    private static final Logger LOG = LoggerFactory.getLogger(OverviewController.class);
    private static final Duration LIVE_UPDATES = Duration.ofMinutes(30);
    private static final int MAX_REASONS = 8;
    private static final int MAX_TEAMS = 8;
    private static final int MAX_CALLERS = 12;

    /**
     * @param period an id of {@link Period}
     * @param team the team to show; empty for all teams that the admin may see
     * @param as {@code tables} or {@code charts}
     * @param live whether the page updates itself
     * @param since the start of the updates, in epoch seconds; they end after a while, so that sessions can expire
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
        var snapshot = policy.current();
        var now = clock.instant();
        var liveSince = since == 0 ? now.getEpochSecond() : since;
        var chosenPeriod = Period.of(period);
        var page = new ModelAndView("console/overview")
                .addObject("period", chosenPeriod)
                .addObject("periods", Period.ALL)
                .addObject("team", team.strip())
                .addObject("as", as.equals("tables") ? "tables" : "charts")
                .addObject("live", live)
                .addObject("since", liveSince)
                .addObject("polls", live && now.getEpochSecond() - liveSince < LIVE_UPDATES.toSeconds())
                .addObject("at", now)
                .addObject("revision", snapshot.revision())
                .addObject("quotas", new QuotaUsage(quotas).mostUsed(snapshot, admin, team.strip()))
                .addObject("health", health(admin));
        var figures = figures(chosenPeriod, team.strip(), admin);
        return figures == null ? page.addObject("figures", null) : addFigures(page, figures);
    }

    /** Returns null if the store is down, because the page must show the health of the parts also then. */
    private @Nullable Statistics figures(Period period, String team, Admin admin) {
        var until = clock.instant();
        var filter = CallFilter.all().during(until.minus(period.length()), until);
        try {
            return statistics.statistics(team.isEmpty() ? filter : filter.within(Set.of(team)), admin);
        } catch (DataAccessException e) {
            LOG.warn("The overview has no statistics because the store cannot be read", e);
            return null;
        }
    }

    private static ModelAndView addFigures(ModelAndView page, Statistics figures) {
        return page.addObject("figures", figures)
                .addObject("calls", Chart.calls(figures))
                .addObject("latencies", Chart.latencies(figures))
                .addObject("steps", List.copyOf(figures.series().entrySet()).reversed())
                .addObject("refusedByAtlas", figures.total().of(Outcome.REFUSED, AnsweredBy.ATLAS))
                .addObject("refusals", RefusalCount.of(figures.total(), MAX_REASONS))
                .addObject("callers", CallerRow.of(figures.callers(), MAX_CALLERS))
                .addObject(
                        "teams",
                        figures.teams().entrySet().stream()
                                .sorted(Map.Entry.comparingByValue(Comparator.comparingLong(CallStatistics::calls)
                                        .reversed()))
                                .limit(MAX_TEAMS)
                                .toList());
    }

    /** Returns the details only to admins who may see the whole policy, because they name accounts. */
    private List<HealthRow> health(Admin admin) {
        var all = HealthRow.of(health);
        return admin.seesAll()
                ? all
                : all.stream().map(HealthRow::withoutDetails).toList();
    }
}
