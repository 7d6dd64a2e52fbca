ALTER TABLE ip_networks
    DROP CONSTRAINT ip_networks_gateway_no_end,
    DROP CONSTRAINT ip_networks_for_a_club;
