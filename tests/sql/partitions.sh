#!/usr/bin/env bash
# Does it pay to partition the table `response` by time on PostgreSQL?
#
# Fills the table with ROWS responses of 60 months in two variants, measures each, drops it, and prints one table of results:
#   plain  one table
#   parts  PARTITION BY RANGE (id), one partition a month and a DEFAULT one. An id is a UUIDv7, so it is ordered by time, the primary
#          key stays (id) alone, and an id can stand in one partition only.
# Both variants hold the same rows: each follows from its number.
#
# It needs psql, pgbench and a database that may be filled: PGHOST, PGDATABASE and so on say which (15 or later). It works in a schema of
# its own, `partitions_measured`, and drops it at the end. 50 million rows take about 20 GB a variant, and WAL beside them.
#
#   ROWS          responses, default 50000000
#   RUN_SECONDS   of each pgbench run, default 30
#   REPEATS       of each pgbench run, default 3
#   LANES         sessions that fill the table, default 2
#   SIDE_BY_SIDE  1: build both variants first and alternate between them (twice the space), so that what else the machine does falls on
#                 both alike. Default 0: one after the other; then the lines "control", which touch no table, say how far to trust a ratio.
#
# Figures are medians (smallest to largest of the repetitions).
set -euo pipefail

ROWS=${ROWS:-50000000}
RUN_SECONDS=${RUN_SECONDS:-30}
REPEATS=${REPEATS:-3}
LANES=${LANES:-2}
SIDE_BY_SIDE=${SIDE_BY_SIDE:-0}

MONTHS=60
CHUNK=25000
CAMPAIGN="md5('campaign 3')::uuid"
COLUMNS_OF_RESPONSE="id, point, campaign_id, version_id, unit, sector, mode, language, assisted, submitted_at, month, answers, stratum, psu, weight"
# The rows end one day before the last month does; what pgbench adds falls on that day, in the order of the clock.
DAY=86400000

export PGOPTIONS="${PGOPTIONS:-} -c search_path=partitions_measured,public -c client_min_messages=warning"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

sql() { psql -X -q -A -t -v ON_ERROR_STOP=1 "$@"; }
now() { echo "$EPOCHREALTIME" | tr , .; }
since() { awk -v from="$1" -v to="$(now)" 'BEGIN { printf "%.2f", to - from }'; }
say() { echo "$(date +%T) $*" >&2; }
# note VARIANT MEASURE VALUE: keeps one figure.
note() {
    local kept
    kept=$(sql -c "INSERT INTO figure (variant, measure, value) VALUES ('$1', '$2', $3) RETURNING value")
    say "$1: $2: $kept"
}
# timed: runs the SQL on standard input and prints the seconds of each statement after "\timing on".
timed() { sql -o /dev/null -f - | awk '/^Time:/ { printf "%.4f\n", $2 / 1000 }'; }

prepare() {
    sql <<SQL
DROP SCHEMA IF EXISTS partitions_measured CASCADE;
CREATE SCHEMA partitions_measured;
CREATE TABLE figure (n BIGSERIAL, variant TEXT, measure TEXT, value DOUBLE PRECISION);

-- The first millisecond of the month with that number, 0 being January 2021 in Viet Nam.
CREATE FUNCTION month_start(number INT) RETURNS BIGINT IMMUTABLE LANGUAGE sql AS
\$\$ SELECT ((date_part('epoch', TIMESTAMP '2021-01-01' + number * INTERVAL '1 month') - 7 * 3600) * 1000)::bigint \$\$;
CREATE FUNCTION id_at(ms BIGINT) RETURNS UUID IMMUTABLE LANGUAGE sql AS
\$\$ SELECT (lpad(to_hex(ms), 12, '0') || repeat('0', 20))::uuid \$\$;
SQL
    first=$(sql -c "SELECT month_start(0)")
    last=$(sql -c "SELECT month_start($MONTHS) - $DAY")
    sql <<SQL
-- Row n is stored in the order of its number; every tenth was made up to a day before (answered offline, sent later).
CREATE FUNCTION made_at(n BIGINT) RETURNS BIGINT IMMUTABLE LANGUAGE sql AS \$\$ SELECT greatest($first,
    $first + (n * (($last - $first)::float8 / $ROWS))::bigint - CASE WHEN n % 10 = 3 THEN (hashint8(n) & 2147483647) % $DAY ELSE 0 END) \$\$;
CREATE FUNCTION uuid_v7(ms BIGINT, random_hex TEXT) RETURNS UUID IMMUTABLE LANGUAGE sql AS
\$\$ SELECT (lpad(to_hex(ms), 12, '0') || overlay(overlay(left(random_hex, 20) PLACING '7' FROM 1) PLACING '8' FROM 5))::uuid \$\$;
CREATE FUNCTION id_of(n BIGINT) RETURNS UUID IMMUTABLE LANGUAGE sql AS \$\$ SELECT uuid_v7(made_at(n), md5(n::text)) \$\$;
CREATE FUNCTION fresh_id() RETURNS UUID VOLATILE LANGUAGE sql AS
\$\$ SELECT uuid_v7($last + (date_part('epoch', clock_timestamp()) * 1000)::bigint % $DAY, md5(random()::text)) \$\$;

-- All of a row but its id and time: 10,007 of them, a prime, so that joining by a remainder mixes them.
CREATE TABLE sample AS
SELECT k, 'P' || lpad((k % 997)::text, 5, '0') AS point, md5('campaign ' || k % 8)::uuid AS campaign_id, md5('version ' || k % 8)::uuid AS version_id,
    'U' || lpad((k * 31 % 200)::text, 4, '0') AS unit, 'S' || lpad((k * 7 % 10)::text, 2, '0') AS sector,
    (ARRAY['web', 'kiosk', 'paper'])[1 + k % 3] AS mode, CASE WHEN k % 11 = 0 THEN 'en' ELSE 'vi' END AS language, k % 13 = 0 AS assisted,
    '{' || (SELECT string_agg(format('"%s":%s', item, (hashint4(k * 12 + place::int) & 65535) % 6), ',' ORDER BY place)
        FROM unnest(ARRAY['access', 'waiting', 'procedure', 'conduct', 'skill', 'result', 'fees', 'building', 'privacy', 'language', 'complaint',
        'overall']) WITH ORDINALITY AS items (item, place))
    || CASE WHEN k / 8 % 10 = 0 THEN ',"comment":"Nhân viên rất nhiệt tình, nhưng thời gian chờ đợi còn khá lâu."' ELSE '' END || '}' AS answers,
    CASE WHEN k % 2 = 0 THEN 'T' || k % 6 END AS stratum, CASE WHEN k % 2 = 0 THEN 'C' || k % 120 END AS psu,
    CASE WHEN k % 2 = 0 THEN 1 + (k % 50) / 7.0::float8 END AS weight
FROM generate_series(0, 10006) k;
ANALYZE sample;

-- A million ids to look up, of all months and of the last one, 50 in a row.
SELECT format('CREATE TABLE %s (n INT PRIMARY KEY, %s)', name, (SELECT string_agg(format('id_%s UUID', each), ', ' ORDER BY each) FROM generate_series(1, 50) each))
FROM (VALUES ('wanted_any'), ('wanted_recent')) wanted (name) \gexec
SELECT format('INSERT INTO %s SELECT n, %s FROM generate_series(0, 19999) n', name,
    (SELECT string_agg(format('id_of(%s + floor(random() * %s)::bigint)', skipped, $ROWS - skipped), ', ' ORDER BY each) FROM generate_series(1, 50) each))
FROM (VALUES ('wanted_any', 0), ('wanted_recent', $ROWS::bigint * ($MONTHS - 1) / $MONTHS)) wanted (name, skipped) \gexec
VACUUM ANALYZE wanted_any, wanted_recent;

-- The bytes of a variant: of the table itself, or of all its partitions.
CREATE FUNCTION size_of(variant TEXT, kind TEXT) RETURNS BIGINT LANGUAGE sql AS \$\$
    SELECT sum(CASE kind WHEN 'table' THEN pg_table_size(oid) WHEN 'indexes' THEN pg_indexes_size(oid) ELSE pg_total_relation_size(oid) END)
    FROM pg_class WHERE oid = variant::regclass OR oid IN (SELECT inhrelid FROM pg_inherits WHERE inhparent = variant::regclass) \$\$;
SQL
    for part in $(seq 64); do echo "    (fresh_id(), 'P00001', md5('campaign $((part % 8))')::uuid, md5('version 1')::uuid, 'U0001', 'S01', 'web', 'vi', FALSE, $last, 202512, '{\"access\":5,\"waiting\":4,\"procedure\":3,\"conduct\":5,\"skill\":4,\"result\":5,\"fees\":0,\"building\":3,\"privacy\":4,\"language\":5,\"complaint\":2,\"overall\":4}', NULL, NULL, NULL)"; done | paste -sd, > "$folder/values"
}

# The SQL that makes rows from..until.
generated() {
    echo "SELECT id_of(n), point, campaign_id, version_id, unit, sector, mode, language, assisted, at,
        (date_part('year', local) * 100 + date_part('month', local))::bigint, answers, stratum, psu, weight
    FROM (SELECT n, n * 48271 % 10007 AS k, made_at(n) AS at, TIMESTAMP 'epoch' + (made_at(n) + 25200000) * INTERVAL '1 millisecond' AS local
        FROM generate_series(($1)::bigint, $2) n) AS numbered JOIN sample USING (k)"
}

build() {
    local variant=$1 partitioning=''
    [ "$variant" = parts ] && partitioning='PARTITION BY RANGE (id)'
    sql <<SQL
CREATE TABLE $variant (
    id UUID NOT NULL PRIMARY KEY, point TEXT NOT NULL, campaign_id UUID NOT NULL, version_id UUID NOT NULL, unit TEXT NOT NULL, sector TEXT NOT NULL,
    mode TEXT NOT NULL, language TEXT NOT NULL, assisted BOOLEAN NOT NULL, submitted_at BIGINT NOT NULL, month BIGINT NOT NULL, answers TEXT NOT NULL,
    stratum TEXT, psu TEXT, weight DOUBLE PRECISION
) $partitioning;
CREATE INDEX ON $variant (campaign_id, id);
CREATE PROCEDURE load_$variant(lane INT) LANGUAGE plpgsql AS \$\$
BEGIN
    FOR chunk IN 0 .. ($ROWS - 1) / $CHUNK LOOP
        CONTINUE WHEN chunk % $LANES <> lane;
        INSERT INTO $variant ($COLUMNS_OF_RESPONSE)
        $(generated "chunk::bigint * $CHUNK" "least((chunk + 1)::bigint * $CHUNK, $ROWS) - 1");
        COMMIT;
    END LOOP;
END \$\$;
SQL
    if [ "$variant" = parts ]; then
        sql -c "SELECT format('CREATE TABLE parts_%s PARTITION OF parts FOR VALUES FROM (%L) TO (%L);', m, id_at(month_start(m)), id_at(month_start(m + 1)))
            FROM generate_series(0, $MONTHS - 1) m" | sql -f -
        sql -c 'CREATE TABLE parts_other PARTITION OF parts DEFAULT'
    fi

    local generating rows=1000000
    generating=$(printf '\\timing on\nEXPLAIN (ANALYZE, TIMING OFF) %s;\n' "$(generated 0 $((rows - 1)))" | timed)
    note "$variant" 'generate alone, s per million rows, 1 session' "$generating"
    local from lane lanes=()
    from=$(now)
    for lane in $(seq 0 $((LANES - 1))); do
        sql -c "CALL load_$variant($lane)" & lanes+=($!)
    done
    for lane in "${lanes[@]}"; do wait "$lane"; done
    note "$variant" "load, s ($LANES sessions)" "$(since "$from")"
    note "$variant" 'VACUUM (ANALYZE) after load, s' "$(printf '\\timing on\nVACUUM (ANALYZE) %s;\n' "$variant" | timed)"
    sql -c CHECKPOINT
    note "$variant" 'table, GB' "$(sql -c "SELECT round(size_of('$variant', 'table') / 1e9, 3)")"
    note "$variant" 'indexes, GB' "$(sql -c "SELECT round(size_of('$variant', 'indexes') / 1e9, 3)")"
}

# bench MULTIPLE OPTIONS...: the units a second of the pgbench script on standard input, MULTIPLE units a transaction.
bench() {
    local multiple=$1; shift
    cat > "$folder/script"
    pgbench -n -T "$RUN_SECONDS" -f "$folder/script" "$@" | awk -v times="$multiple" '/^tps/ { printf "%.0f", $3 * times }'
}
inserting() { echo "INSERT INTO $1 ($COLUMNS_OF_RESPONSE) VALUES"; cat "$folder/values"; echo 'ON CONFLICT (id) DO NOTHING RETURNING id;'; }
# pgbench has no UUIDs of its own: a transaction fetches 50 ids in one row, then looks up each, as a parameter of a prepared statement.
looking_up() { # VARIANT WANTED
    printf '\\set n random(0, 19999)\nSELECT * FROM %s WHERE n = :n \\gset\n' "$2"
    for each in $(seq 50); do echo "SELECT point, sector, assisted, answers FROM $1 WHERE id = :id_$each;"; done
}
paging() { # VARIANT
    printf '\\set n random(0, 19999)\nSELECT * FROM wanted_any WHERE n = :n \\gset\n'
    for each in $(seq 50); do echo "SELECT id, answers FROM $1 WHERE campaign_id = $CAMPAIGN AND id > :id_$each ORDER BY id LIMIT 100;"; done
}
planned() { # FILE of one statement: the middle of 20 plannings in ms, in a session that has the catalogue in its cache
    for _ in $(seq 25); do echo 'EXPLAIN (SUMMARY)'; cat "$1"; done | sql -f - | awk '/^Planning Time/ && ++n > 5 { print $3 }' | sort -n | awk '{ a[NR] = $1 } END { print a[int((NR + 1) / 2)] }'
}
control() { # what the processor and the disk give to a session now, without either table
    note "$1" 'control: processor, s' "$(printf '\\timing on\nSELECT count(*) FROM generate_series(1, 3000000) n WHERE hashint8(n) = 1;\n' | timed)"
    note "$1" 'control: commits/s, 1 client' "$(echo "SELECT pg_logical_emit_message(true, 'control', 'x');" | RUN_SECONDS=5 bench 1 -M prepared)"
}

round() {
    local variant=$1 long=$RUN_SECONDS short=$(((RUN_SECONDS + 2) / 3))
    local generic="$PGOPTIONS -c plan_cache_mode=force_generic_plan"
    control "$variant"
    note "$variant" '(1) insert groups of 64, 1 client, rows/s' "$(inserting "$variant" | bench 64 -M prepared)"
    note "$variant" '(1) insert groups of 64, 4 clients, rows/s' "$(inserting "$variant" | bench 64 -M prepared -c 4 -j 2)"
    note "$variant" '(2) lookup of any id, 1 client, /s' "$(looking_up "$variant" wanted_any | bench 50 -M prepared)"
    note "$variant" '(2) lookup of a recent id, 1 client, /s' "$(looking_up "$variant" wanted_recent | bench 50 -M prepared)"
    RUN_SECONDS=$short
    note "$variant" '(2) lookup of a recent id, generic plan forced, /s' "$(looking_up "$variant" wanted_recent | PGOPTIONS=$generic bench 50 -M prepared)"
    note "$variant" '(3) pages of 100 of a campaign after any id, /s' "$(paging "$variant" | bench 50 -M prepared)"
    RUN_SECONDS=$long
}

reading() {
    local variant=$1 value from until
    inserting "$variant" > "$folder/statement"
    note "$variant" '(1) planning of the insert, ms' "$(planned "$folder/statement")"
    echo "SELECT answers FROM $variant WHERE id = '$(sql -c "SELECT id_of($ROWS - 5)")';" > "$folder/statement"
    note "$variant" '(2) planning of a lookup, ms' "$(planned "$folder/statement")"
    from=$(sql -c 'SELECT id_at(month_start(30))'); until=$(sql -c 'SELECT id_at(month_start(32))')
    local months="COPY (SELECT id, unit, sector, answers FROM $variant WHERE campaign_id = $CAMPAIGN AND id >= '$from' AND id < '$until' ORDER BY id) TO STDOUT;"
    { echo "$months"; echo '\timing on'; for _ in $(seq 10); do echo "$months"; done; } | timed > "$folder/times"
    while read -r value; do note "$variant" '(3) two months of a campaign in id order, s' "$value"; done < "$folder/times"
    { echo '\timing on'; for _ in $(seq 3); do echo "COPY (SELECT id FROM $variant WHERE campaign_id = $CAMPAIGN ORDER BY id) TO STDOUT;"; done; } | timed > "$folder/times"
    while read -r value; do note "$variant" '(3) ids of a campaign, all months, in order, s' "$value"; done < "$folder/times"
    { echo '\timing on'; for _ in $(seq 3); do echo "SELECT count(*) FROM $variant;"; done; } | timed > "$folder/times"
    while read -r value; do note "$variant" '(5) count of all, s' "$value"; done < "$folder/times"
    say "plans of $variant"
    sql -c "EXPLAIN SELECT count(*) FROM $variant" -c "EXPLAIN SELECT id FROM $variant WHERE campaign_id = $CAMPAIGN ORDER BY id" | grep -E -m 12 -- '->|^[A-Z]' >&2 || true
}

# (6) An id that stands in another month, one that stands in the current month, and one of no month are each stored once.
duplicates() {
    local variant=$1 id again refused
    for id in "id_of($ROWS / 3)" "id_of($ROWS - 5)" "id_at(1)"; do
        local row="INSERT INTO $variant ($COLUMNS_OF_RESPONSE) SELECT $id, point, campaign_id, version_id, unit, sector, mode, language, assisted, $last, 202512, answers, stratum, psu, weight FROM sample WHERE k = 1"
        [ "$id" = 'id_at(1)' ] && sql -c "$row"
        again=$(sql -c "$row ON CONFLICT (id) DO NOTHING RETURNING 1" | wc -l)
        refused=0
        sql -c "$row" 2> "$folder/error" || refused=1
        grep -q 'duplicate key' "$folder/error" || refused=0
        note "$variant" '(6) a second row of an id: 0 by ON CONFLICT and an error without, cases' "CASE WHEN $again = 0 AND $refused = 1 THEN 1 ELSE 0 END"
    done
    sql -c "DELETE FROM $variant WHERE id = id_at(1)"
}

# (4) The three oldest months go, one after the other.
retention() {
    local variant=$1 month before wal cleanup
    for month in 0 1 2; do
        sql -c CHECKPOINT
        before=$(sql -c "SELECT size_of('$variant', 'all')"); wal=$(sql -c 'SELECT pg_current_wal_lsn()')
        if [ "$variant" = parts ]; then
            note "$variant" '(4) remove the oldest month (DELETE or DROP), s' "$(printf '\\timing on\nDROP TABLE parts_%s;\n' $month | timed)"
        else
            note "$variant" '(4) remove the oldest month (DELETE or DROP), s' "$(printf "\\\\timing on\nDELETE FROM plain WHERE id < '%s';\n" "$(sql -c "SELECT id_at(month_start($month + 1))")" | timed)"
            # Fewer than 2 % of the pages hold dead rows after one month, so that VACUUM alone passes the indexes over and frees nothing.
            cleanup=AUTO; [ $month -gt 0 ] && cleanup=ON
            note "$variant" "(4) VACUUM (INDEX_CLEANUP $cleanup) after it, s" "$(printf '\\timing on\nVACUUM (INDEX_CLEANUP %s) plain;\n' $cleanup | timed)"
        fi
        note "$variant" '(4) WAL of the removal and VACUUM, MB' "$(sql -c "SELECT round((pg_current_wal_lsn() - '$wal') / 1e6, 1)")"
        note "$variant" '(4) space given back to the disk, MB' "$(sql -c "SELECT round(($before - size_of('$variant', 'all')) / 1e6, 1)")"
    done
}

finish() { reading "$1"; duplicates "$1"; retention "$1"; sql -c "DROP TABLE $1" -c CHECKPOINT; }

results() {
    psql -X -q -P footer=off -P linestyle=old-ascii -P border=2 -c "
        WITH of AS (SELECT measure, variant, min(n) AS n, percentile_cont(0.5) WITHIN GROUP (ORDER BY value) AS middle, min(value) AS low, max(value) AS high, count(*) AS times
            FROM figure GROUP BY measure, variant),
        shown AS (SELECT *, CASE WHEN times > 1 THEN format('%s (%s to %s)', short(middle), short(low), short(high)) ELSE short(middle) END AS text FROM of)
        SELECT coalesce(a.measure, b.measure) AS measure, coalesce(a.text, '-') AS plain, coalesce(b.text, '-') AS parts,
            coalesce(short(b.middle / nullif(a.middle, 0)), '-') AS \"parts : plain\"
        FROM (SELECT * FROM shown WHERE variant = 'plain') a FULL JOIN (SELECT * FROM shown WHERE variant = 'parts') b USING (measure)
        ORDER BY substring(coalesce(a.measure, b.measure) FROM '^\((\d)') NULLS FIRST, coalesce(a.n, b.n)"
}

prepare
sql -c "CREATE FUNCTION short(x DOUBLE PRECISION) RETURNS TEXT IMMUTABLE LANGUAGE sql AS
    \$\$ SELECT CASE WHEN abs(x) >= 100 THEN round(x::numeric)::text ELSE round(x::numeric, CASE WHEN abs(x) >= 10 THEN 1 WHEN abs(x) >= 1 THEN 2 ELSE 3 END)::text END \$\$"
if [ "$SIDE_BY_SIDE" = 1 ]; then
    build plain; build parts
    for _ in $(seq "$REPEATS"); do round plain; round parts; done
    finish plain; finish parts
else
    for variant in plain parts; do
        build $variant
        for _ in $(seq "$REPEATS"); do round $variant; done
        finish $variant
    done
fi
echo "$ROWS rows, runs of $RUN_SECONDS s, $(sql -c 'SHOW server_version'), shared_buffers $(sql -c 'SHOW shared_buffers'), fsync $(sql -c 'SHOW fsync'), synchronous_commit $(sql -c 'SHOW synchronous_commit')"
results
sql -c 'DROP SCHEMA partitions_measured CASCADE'
