-- Two names that differ by capitals alone are one to people, and beside each other on a page nobody tells
-- them apart. Where two such names are recorded already, Xen or somebody's plan knows both, so neither is
-- renamed here: all but the first are left out of the index by their ids, and no more come.
DO $$
DECLARE
    named record;
    twins bigint[];
BEGIN
    FOR named IN SELECT * FROM (VALUES
        ('sites', 'code', 'sites_code_in_any_case'),
        ('hosts', 'name', 'hosts_name_in_any_case'),
        ('domus', 'name', 'domus_name_in_any_case')
    ) AS named (kind, name, rule) LOOP
        EXECUTE format(
            'SELECT coalesce(array_agg(id ORDER BY id), ''{}'') FROM (
                SELECT id, row_number() OVER (PARTITION BY lower(%1$I) ORDER BY id) AS n FROM %2$I) numbered
             WHERE n > 1', named.name, named.kind) INTO twins;
        EXECUTE format('CREATE UNIQUE INDEX %I ON %I (lower(%I))', named.rule, named.kind, named.name)
            || CASE WHEN twins = '{}' THEN '' ELSE format(' WHERE id <> ALL (%L::bigint[])', twins) END;
    END LOOP;
END $$;
