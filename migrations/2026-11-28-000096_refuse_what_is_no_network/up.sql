-- NOT VALID: a network that somebody recorded so may have its addresses in use. It stays until it is edited
-- or removed; only the core team writes to it.
ALTER TABLE ip_networks
    ADD CONSTRAINT ip_networks_for_a_club CHECK (
        masklen(cidr) >= CASE family(cidr) WHEN 4 THEN 8 ELSE 16 END
        AND NOT cidr && ANY ('{0.0.0.0/8,127.0.0.0/8,169.254.0.0/16,224.0.0.0/4,240.0.0.0/4,
            ::/128,::1/128,::ffff:0:0/96,fe80::/10,ff00::/8}'::inet[])) NOT VALID,
    ADD CONSTRAINT ip_networks_gateway_no_end CHECK (
        gateway IS NULL OR masklen(cidr) >= CASE family(cidr) WHEN 4 THEN 31 ELSE 127 END
        OR (host(gateway) <> host(cidr) AND (family(cidr) = 6 OR host(gateway) <> host(broadcast(cidr))))) NOT VALID;
