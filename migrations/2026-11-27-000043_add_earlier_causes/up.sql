-- An attempt that was on its way back can be lost: why it went back is not why nobody knows where it is.
ALTER TABLE attempts
    ADD COLUMN earlier_cause_code text,
    ADD COLUMN earlier_cause text,
    ADD CONSTRAINT attempts_earlier_cause_code_known CHECK (earlier_cause_code IN ('path_mtu', 'nic_driver', 'disk_full', 'slow_link', 'xen_config', 'bridge_or_vlan', 'address_or_gateway', 'kernel_or_initrd', 'bootloader', 'operator_stopped', 'out_of_time', 'other')),
    ADD CONSTRAINT attempts_earlier_cause_has_words CHECK ((earlier_cause_code IS NULL) = (earlier_cause IS NULL));
COMMENT ON COLUMN attempts.earlier_cause IS 'why it was on its way back when it was lost';
