-- The smallest UUIDv7 of an instant, for every instant: a UUIDv7 has 48 bits for the milliseconds since 1970. An earlier time
-- counts as 1970 and a later one as the last that fits. Before, a time before 1970 gave the largest ids, so that a search
-- from then found nothing. All times of recorded calls give the same as before.
create or replace function audit_floor(at timestamptz) returns uuid language sql immutable strict parallel safe as $$
    select (lpad(to_hex(floor(least(greatest(extract(epoch from at), 0), 281474976710.655) * 1000)::bigint), 12, '0')
            || repeat('0', 20))::uuid
$$;
