-- The people of the sample club. All have the same password, so that a visitor can be anybody.
INSERT INTO members (email, second_email, name, role, state, password_hash, created_at, joined_at)
SELECT address || '@demo.example', second_email, name, role, 'active', :'password_hash', joined_at, joined_at
FROM (
    SELECT *, :'now'::timestamptz - years * interval '1 year' - row_number() OVER () * interval '9 days' AS joined_at
    FROM (VALUES
        ('core', NULL, 'Fenna', 'core', 12),
        ('admin', NULL, 'Ilse', 'admin', 14),
        ('bas', NULL, 'Bas', 'core', 9),
        ('tijmen', NULL, 'Tijmen', 'core', 4),
        ('member', NULL, 'Noor', 'member', 10),
        ('lotte', NULL, 'Lotte', 'member', 8),
        ('pim', NULL, 'Pim', 'member', 11),
        ('mees', 'mees@anker.example.org', 'Mees', 'member', 6),
        ('anouk', NULL, 'Anouk', 'member', 3),
        ('thijs', NULL, 'Thijs', 'member', 7),
        ('joris', NULL, 'Joris', 'member', 9),
        ('saar', NULL, 'Saar', 'member', 5),
        ('floor', NULL, 'Floor', 'member', 2),
        ('gijs', NULL, 'Gijs', 'member', 13),
        ('zolder', NULL, 'Stichting De Zolder', 'member', 10),
        ('hanna', NULL, 'Hanna', 'member', 1),
        ('roos', NULL, 'Roos', 'member', 6),
        ('wessel', NULL, 'Wessel', 'member', 8),
        ('daan', NULL, 'Daan', 'member', 4),
        ('jasmijn', NULL, 'Jasmijn', 'member', 2),
        ('sem', NULL, 'Sem', 'member', 5),
        ('ruben', NULL, 'Ruben', 'member', 7),
        ('sanne', NULL, 'Sanne', 'member', 3),
        ('bram', NULL, 'Bram', 'member', 12),
        ('lieke', NULL, 'Lieke', 'member', 1),
        ('hugo', NULL, 'Hugo', 'member', 11),
        ('eva', NULL, 'Eva', 'member', 9)
    ) AS person (address, second_email, name, role, years)
) AS people
ORDER BY joined_at;
UPDATE members SET move_wishes = 'Not on weekday mornings, please.' WHERE name = 'Noor';
UPDATE members SET move_wishes = 'Call me first: 06 5550 1234.' WHERE name = 'Jasmijn';
