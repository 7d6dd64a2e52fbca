DROP INDEX domus_name_in_any_case;
DROP INDEX hosts_name_in_any_case;
DROP INDEX sites_code_in_any_case;
