-- Records of calls numbered :first to :last of :calls, spread evenly over the time from :from to :to, in the order of
-- time as the writer stores them: both rows of each call that was forwarded, one of each that was refused.
--
-- 200 teams, of which the busiest makes a sixth of all calls and most make few; some have left long ago, some are new;
-- each has its clients, projects and instances. Refusals come by team (a few run into their quotas) and by time (a bad
-- day at Atlas), as they do, rather than by chance. Each change has a tag whose value
-- some ten others have, and no more.
insert into audit (id, stage, recorded_at, replica, received_at, request_id, trace_id, team, client, issuer, address, method,
                   path, operation, group_id, instance, policy_revision, decision, decided_by, change, account, target, sent,
                   resource, deadline, attempts, atlas_status, atlas_error, outcome, status, error_code, total_us, intent_us,
                   atlas_us)
with number as materialized (
    select n, cast(:from as timestamptz) + (n::float8 / :calls) * (cast(:to as timestamptz) - cast(:from as timestamptz)) as at,
           n::float8 / :calls as age, power(random(), 3) as busy, random() as p, random() as i, random() as o, random() as r,
           md5(n::text || ':' || random()) as hash
    from generate_series(cast(:first as bigint), :last) n
), who as (
    select *, case when age < 0.3 then floor(busy * 200) when age < 0.92 then floor(busy * 150)
                   else floor(busy * 160) end::int as t
    from number
), what as (
    select *, t % 8 as projects, o < 0.28 as changes,
           case when r < 0.010 then 'caller' when r < 0.015 then 'path'
                when r < 0.030 then 'access' when r < 0.040 and o < 0.28 then 'body'
                when r < 0.055 and o < 0.28 then 'guardrail' when r < 0.12 and t % 9 = 4 then 'quota'
                when r > 0.999 then 'unknown' when r > 0.995 then 'refused'
                when r > 0.9945 or (age between 0.801 and 0.803 and r > 0.5) then 'failed' else 'fine' end as fate
    from who
), call as (
    select *, 'team-' || lpad(t::text, 3, '0') as team, left(md5('project' || t || '/' || floor(p * p * (projects + 1))), 24) as project,
           (array['orders', 'billing', 'search', 'events', 'users', 'ledger'])[1 + floor(i * i * 6)::int] || '-'
               || (array['dev', 'test', 'prod'])[1 + floor(i * 1000)::int % 3] as inst,
           fate in ('fine', 'unknown', 'refused', 'failed') as forwarded
    from what
), facts as (
    select *, (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(hash, 1, 3) || '8' || substr(hash, 4, 15))::uuid as id,
           case when changes then 'updateServerlessInstance' else 'getServerlessInstance' end as op,
           case when not changes then null else ('{"tags": [{"key": "environment", "value": "' || substr(inst, strpos(inst, '-') + 1)
               || '"}, {"key": "cost-centre", "value": "' || t * 7 % 90 || '"}, {"key": "commit", "value": "' || md5('commit' || n / 50)
               || '"}], "terminationProtectionEnabled": true}')::jsonb end as body,
           floor(exp(9 + 1.2 * sqrt(-2 * ln(1 - p)) * cos(2 * pi() * i)))::bigint as us
    from call
)
select id, stage, at + us * interval '1 microsecond', 'gateway-' || n % 3, at, left(hash, 8) || '-' || substr(hash, 9, 4) || '-4'
           || substr(hash, 14, 3) || '-8' || substr(hash, 18, 3) || '-' || right(hash, 12), hash,
       case when fate <> 'caller' then team end,
       case when fate <> 'caller' then 'mdb_sa_id_' || left(md5(team || floor(busy * 1e6)::int % 3), 24) end,
       case when fate <> 'caller' then 'gateway' end, '10.' || t % 250 || '.' || n % 4 || '.17',
       case when changes then 'PATCH' else 'GET' end, case when fate = 'path' then '/api/atlas/v1.0/groups/*/clusters' end,
       case when fate not in ('path', 'caller') then op end, case when fate not in ('path', 'caller') then project end,
       case when fate not in ('path', 'caller') then inst end, (age * 400)::bigint, case when forwarded then 'allowed' else 'refused' end,
       case fate when 'caller' then 'caller' when 'path' then 'contract' when 'body' then 'contract' when 'access' then 'access'
           when 'guardrail' then (array['guardrail:tags', 'guardrail:protection', 'guardrail:tags,protection', 'guardrail:friday'])[1 + n % 4]
           when 'quota' then 'quota:' || team else 'grant:' || team || '/' || project || '/GROUP_OWNER/*' end,
       case when fate <> 'body' then body end, case when forwarded then 'default' end,
       case when forwarded then (case when changes then 'PATCH' else 'GET' end) || ' /api/atlas/v2/groups/' || project || '/flexClusters/' || inst end,
       case when forwarded then body end, case when stage = 'intent' and changes then 'default/' || project || '/' || inst end,
       case when stage = 'intent' then at + interval '30 s' end,
       case when stage = 'outcome' and forwarded then jsonb_build_array(jsonb_build_object('at', at, 'us', us, 'status',
           case fate when 'fine' then 200 when 'refused' then 404 else 0 end, 'effect', case when fate = 'fine' then 'applied' else 'none' end)) end,
       case when stage = 'outcome' then case fate when 'fine' then 200 when 'refused' then 404 end end,
       case when stage = 'outcome' then case fate when 'refused' then 'CLUSTER_NOT_FOUND' when 'unknown' then 'TIMED_OUT' when 'failed' then 'NOT_SENT' end end,
       case when stage = 'outcome' then case fate when 'fine' then case when changes then 'applied' else 'answered' end
           when 'unknown' then case when changes then 'unknown' else 'failed' end when 'failed' then 'failed' else 'refused' end end,
       case when stage = 'outcome' then case fate when 'fine' then 200 when 'caller' then 401 when 'path' then 404 when 'refused' then 404
           when 'body' then 400 when 'quota' then 429 when 'unknown' then 504 when 'failed' then 503 else 403 end end,
       case when stage = 'outcome' then case fate when 'caller' then 'NO_CURRENT_USER' when 'path' then 'RESOURCE_NOT_FOUND'
           when 'refused' then 'CLUSTER_NOT_FOUND' when 'body' then 'VALIDATION_ERROR' when 'quota' then 'RATE_LIMITED_TOKEN_BUCKET'
           when 'unknown' then 'GATEWAY_UPSTREAM_TIMEOUT' when 'failed' then 'GATEWAY_UPSTREAM_UNAVAILABLE'
           when 'guardrail' then 'GATEWAY_GUARDRAIL_VIOLATION' when 'access' then 'USER_UNAUTHORIZED' end end,
       case when stage = 'outcome' then case when forwarded then us else us / 50 + 200 end end,
       case when stage = 'outcome' and forwarded then 900 end, case when stage = 'outcome' and forwarded then us - us / 8 end
from facts cross join (values ('intent'), ('outcome')) s(stage)
where forwarded or stage = 'outcome'
