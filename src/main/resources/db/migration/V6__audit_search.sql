-- What the audit is searched by.

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
