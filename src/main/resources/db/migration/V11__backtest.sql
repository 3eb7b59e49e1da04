-- Backtests that run or ended not long ago: one replica does the work, every replica can show and cancel it.
create table backtest (
    id           uuid        not null primary key,
    started_by   text        not null,
    started_at   timestamptz not null,
    about        text        not null,
    period_from  timestamptz not null,
    period_until timestamptz not null,
    state        text        not null check (state in ('RUNNING', 'DONE', 'CANCELLED', 'FAILED')),
    total        bigint      not null, -- -1 until the calls are counted
    result       jsonb       not null,
    seen_at      timestamptz not null default clock_timestamp(), -- when its replica last told how far it is
    cancel       boolean     not null default false              -- asked of its replica
);
