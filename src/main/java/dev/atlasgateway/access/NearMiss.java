package dev.atlasgateway.access;

import dev.atlasgateway.contract.Call;
import dev.atlasgateway.policy.Grant;
import dev.atlasgateway.policy.PolicySnapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Grant that almost allows a refused call. For admins, auditors and leads of the team; callers must not read it.
 *
 * @param gaps what it lacks; never empty
 * @param wanted the same grant without the gaps: it would allow the call. Without an end if the grant has expired
 */
public record NearMiss(Grant grant, Set<Gap> gaps, Grant wanted) {

    private static final int MAX = 3;

    private static final Comparator<NearMiss> CLOSEST_FIRST = Comparator.<NearMiss>comparingInt(
                    miss -> miss.gaps().size())
            .thenComparing(miss -> miss.gaps().iterator().next())
            .thenComparing(miss -> miss.grant().expiresAt(), Comparator.nullsLast(Comparator.<Instant>reverseOrder()))
            .thenComparing(miss -> miss.grant().key());

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    /** What a grant lacks, with the most common first. */
    public enum Gap {
        EXPIRED,
        OTHER_INSTANCES,
        LOWER_ROLE
    }

    /** Returns the grants of the team on the project that come closest to the call, with the closest first. */
    public static List<NearMiss> closest(PolicySnapshot policy, String team, Call call, Instant at) {
        return policy.grants(team, call.groupId()).stream()
                .map(grant -> of(grant, call, at))
                .filter(miss -> !miss.gaps().isEmpty())
                .sorted(CLOSEST_FIRST)
                .limit(MAX)
                .toList();
    }

    private static NearMiss of(Grant grant, Call call, Instant at) {
        var required = call.operation().role();
        var gaps = EnumSet.noneOf(Gap.class);
        if (!grant.isActiveAt(at)) {
            gaps.add(Gap.EXPIRED);
        }
        if (!call.operation().isList() && !grant.covers(call.instance())) {
            gaps.add(Gap.OTHER_INSTANCES);
        }
        if (!grant.role().includes(required)) {
            gaps.add(Gap.LOWER_ROLE);
        }
        var wanted = new Grant(
                grant.team(),
                grant.groupId(),
                gaps.contains(Gap.LOWER_ROLE) ? required : grant.role(),
                gaps.contains(Gap.OTHER_INSTANCES) ? call.instance() : grant.instances(),
                gaps.contains(Gap.EXPIRED) ? null : grant.expiresAt(),
                grant.reason());
        return new NearMiss(grant, gaps, wanted);
    }

    /**
     * Returns the grant and what it lacks for the call: {@code GROUP_OWNER on orders-dev, expired 23:56:03, 5 s before the
     * call}. Times are in UTC.
     *
     * @param now whether {@code at} is the present, not the time of a past call
     */
    public String sentence(Call call, Instant at, boolean now) {
        var sentence = new StringBuilder("%s on %s"
                .formatted(grant.role(), grant.instances().equals("*") ? "all instances" : grant.instances()));
        var end = grant.expiresAt();
        if (end != null && gaps.contains(Gap.EXPIRED)) {
            var ago = roughly(Duration.between(end, at));
            sentence.append(", expired %s, %s %s".formatted(moment(end, at), ago, now ? "ago" : "before the call"));
        }
        if (gaps.contains(Gap.OTHER_INSTANCES)) {
            sentence.append("; it does not cover ").append(call.instance());
        }
        if (gaps.contains(Gap.LOWER_ROLE)) {
            sentence.append("; the call needs ").append(call.operation().role());
        }
        return sentence.toString();
    }

    /** Returns the time, with the day if the call was on another day. */
    private static String moment(Instant end, Instant at) {
        var sameDay = end.truncatedTo(ChronoUnit.DAYS).equals(at.truncatedTo(ChronoUnit.DAYS));
        return (sameDay ? TIME : DAY_AND_TIME).format(end);
    }

    private static String roughly(Duration distance) {
        if (distance.toMinutes() < 2) {
            return distance.toSeconds() + " s";
        }
        if (distance.toHours() < 2) {
            return distance.toMinutes() + " min";
        }
        return distance.toDays() < 2 ? distance.toHours() + " h" : distance.toDays() + " days";
    }
}
