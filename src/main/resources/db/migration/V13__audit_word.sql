-- Which words occur where in the audit, so that a text is looked for only where it may be. Added when some thousands of
-- endings are complete, not by each call: a word of many calls is one row, and callers wait for none of it.

-- Endings in a row: those with ids from the first to before the second.
create table audit_block (
    number integer generated always as identity primary key,
    since  uuid    not null unique,
    until  uuid    not null
);

create table audit_word (
    word  text collate "C" not null, -- at most its first 64 characters
    block integer          not null,
    primary key (word, block)
);

-- Up to where there are blocks.
create table audit_indexed (until uuid not null);
insert into audit_indexed values ('00000000-0000-0000-0000-000000000000');

-- The words of a text; what is asked for is taken apart by the same.
create function audit_words(text text) returns setof text language sql immutable parallel safe as $$
    select distinct left(word, 64) from regexp_split_to_table(lower(text), '[^[:alnum:]]+') word where word <> ''
$$;

-- A regular expression for the text where a word begins, in lower case.
create function audit_pattern(text text) returns text language sql immutable strict parallel safe as $$
    select case when text ~ '^[[:alnum:]]' then '(^|[^[:alnum:]])' else '' end
           || regexp_replace(lower(text), '([^[:alnum:]])', '\\\1', 'g')
$$;
