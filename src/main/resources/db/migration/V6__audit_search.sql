-- What the audit is searched by, and what is counted of it.

-- What an ending is found by, as numbers, which are cheaper to keep than words. The first says when it was: the first six
-- digits of its id change every five hours. Who or what decided is there as it is and by its kind; what several
-- guardrails decided is there as 'guardrail:,' besides. (A simple expression, so that PostgreSQL need not call it.)
create function audit_terms(id uuid, team text, client text, operation text, group_id text, instance text, outcome text,
                            decision text, decided_by text, status integer, error_code text)
    returns bigint[] language sql immutable parallel safe as $$
    select array[hashtextextended(left(id::text, 6), 0), hashtextextended(team, 1), hashtextextended(client, 2),
                 hashtextextended(operation, 3), hashtextextended(group_id, 4), hashtextextended(instance, 5),
                 hashtextextended(outcome, 6), hashtextextended(decision, 7), hashtextextended(decided_by, 8),
                 hashtextextended(split_part(decided_by, ':', 1), 8), status::bigint, hashtextextended(error_code, 9),
                 case when decided_by like 'guardrail:%,%' then hashtextextended('guardrail:,', 8) end]
$$;

-- One small index for all criteria and any combination of them. What is waiting to be sorted into it is read by each
-- search, and sorted in by the one commit that finds it full, hence not much.
create index audit_search on audit using gin (audit_terms(id, team, client, operation, group_id, instance, outcome, decision,
                                                          decided_by, status, error_code))
    with (gin_pending_list_limit = 512) where stage = 'outcome';
create index audit_request_id on audit using hash (request_id) where stage = 'outcome';

-- How many calls ended how, and how fast, by steps of five minutes, an hour and a day: what overviews would else have to
-- read the audit for. Calls as fast as each other to within a tenth share a row: latency is eight times their logarithm to
-- base 2 in microseconds, -1 where nobody knows.
create table audit_figure (
    step       integer     not null check (step in (300, 3600, 86400)), -- in seconds
    at         timestamptz not null,
    team       text        not null, -- '' where nobody knew who called
    outcome    text        not null,
    error_code text        not null, -- '' where there was none
    latency    smallint    not null,
    calls      bigint      not null,
    primary key (step, at, team, outcome, error_code, latency)
);

-- When grants and clients were last used: kind:name and the time.
create table audit_last_use (
    what text        primary key,
    at   timestamptz not null
);

-- Up to where both have been counted; null before the first time.
create table audit_counted (until timestamptz);
insert into audit_counted values (null);

create function audit_latency(us bigint) returns smallint language sql immutable parallel safe as $$
    select coalesce(floor(8 / ln(2) * ln(greatest(us, 1))), -1)::smallint
$$;
