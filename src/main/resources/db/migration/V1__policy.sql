-- The policy and its history: an object's row holds from one revision until, not including, another.
-- Revision n is every row with from_revision <= n and (to_revision is null or to_revision > n).

create table policy_revision (
    number  bigint primary key check (number > 0),
    made_at timestamptz not null,
    made_by text not null,
    reason  text not null
);

create table policy_object (
    kind          text not null,
    key           text not null,
    spec          jsonb not null,
    from_revision bigint not null references policy_revision,
    to_revision   bigint references policy_revision,
    primary key (kind, key, from_revision),
    check (to_revision > from_revision)
);

create unique index policy_object_now on policy_object (kind, key) where to_revision is null;

-- What changed since the revision that a replica holds.
create index policy_object_from on policy_object (from_revision);
create index policy_object_to on policy_object (to_revision) where to_revision is not null;
