-- What was asked and what became of it. Rows are added, never changed, and leave a month at a time.

-- A sequence of its own rather than an identity column: those of partitioned tables need PostgreSQL 17.
create sequence audit_seq;

create table audit (
    id              uuid        not null, -- UUIDv7: its time decides the partition
    stage           text        not null check (stage in ('intent', 'outcome')),
    seq             bigint      not null default nextval('audit_seq'), -- the order of insertion, over all replicas
    recorded_at     timestamptz not null default clock_timestamp(),
    replica         text        not null,

    received_at     timestamptz not null,
    request_id      text        not null,
    trace_id        text,
    team            text,
    client          text,
    issuer          text,
    address         text,
    method          text        not null,
    path            text,       -- only of calls that no operation matches, without what may be a secret
    operation       text,
    group_id        text,
    instance        text,
    policy_revision bigint,
    decision        text        not null check (decision in ('allowed', 'refused')),
    decided_by      text        not null, -- kind:name, such as grant:payments/…, guardrail:…, quota:…
    notes           jsonb,      -- guardrails that warned or noted, what was not forwarded

    change          jsonb,      -- as asked for
    account         text,       -- the Atlas service account
    target          text,       -- method and path at Atlas
    sent            jsonb,      -- the body sent there
    resource        text,       -- what an intent to change will change; null for all others
    deadline        timestamptz, -- when the caller of an intent stops waiting

    attempts        jsonb,
    atlas_status    integer,
    atlas_error     text,       -- Atlas's errorCode, or why it gave no answer
    outcome         text check (outcome in ('applied', 'answered', 'refused', 'failed', 'unknown')),
    status          integer,
    error_code      text,
    total_us        bigint,
    intent_us       bigint,     -- how long the intent's commit took
    atlas_us        bigint,

    primary key (id, stage),    -- one beginning at most, and one ending
    check ((stage = 'outcome') = (outcome is not null))
) partition by range (id);

-- Whether a newer change to the same instance exists, before an ambiguous one is repeated.
create index audit_changes on audit (resource, seq) where resource is not null;

create function audit_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'the audit is append-only: % refused', tg_op using errcode = 'restrict_violation';
end $$;

create trigger audit_append_only before update or delete on audit
    for each row execute function audit_append_only();
create trigger audit_no_truncate before truncate on audit
    for each statement execute function audit_append_only();

-- The smallest UUIDv7 of an instant: "where id >= audit_floor(now() - interval '1 hour')" reads one partition.
create function audit_floor(at timestamptz) returns uuid language sql immutable strict parallel safe as $$
    select (lpad(to_hex(floor(extract(epoch from at) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid
$$;

-- Adds the partition of a month (UTC). There is no default partition: rows must never gather where nobody looks.
create function audit_add_month(month date) returns void language plpgsql as $$
declare
    partition text := 'audit_' || to_char(month, 'YYYY_MM');
begin
    if to_regclass(partition) is null then
        lock table audit in share update exclusive mode; -- one at a time; readers and writers go on
        if to_regclass(partition) is null then
            -- attached, not created in place: that would lock out every writer behind every reader
            execute format('create table %I (like audit including defaults including constraints)', partition);
            execute format('create trigger audit_no_truncate before truncate on %I
                            for each statement execute function audit_append_only()', partition);
            execute format('alter table audit attach partition %I for values from (%L) to (%L)', partition,
                           audit_floor(month::timestamp at time zone 'UTC'),
                           audit_floor((month + interval '1 month') at time zone 'UTC'));
        end if;
    end if;
end $$;

-- Drops the partitions of all months before the given one.
create function audit_drop_months_before(month date) returns setof text language plpgsql as $$
declare
    partition text;
begin
    lock table audit in share update exclusive mode;
    for partition in
        select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'audit'::regclass
          and c.relname ~ '^audit_\d{4}_\d{2}$' and c.relname < 'audit_' || to_char(month, 'YYYY_MM')
    loop
        execute format('drop table %I', partition);
        return next partition;
    end loop;
end $$;

-- Up to where every intent is known to have an ending: the next search for orphans starts there.
create table audit_settled (until timestamptz not null);
insert into audit_settled values (now());

-- An ambiguous change being repeated: newer changes to the same resource wait until the row is gone or expired.
create table repeat_lease (
    holder     uuid        primary key, -- the audit id of the change
    resource   text        not null,
    expires_at timestamptz not null
);
