//! Each rule that the database keeps by a name is one that a person hears of in a sentence, or one
//! that no person can run into, which is said here with its reason.

use std::collections::{BTreeMap, BTreeSet};

use tokio_postgres::NoTls;

use super::spoilt::forms;
use crate::support::database::TestDatabase;
use crate::support::files::files;

/// Refused at a field before the database is asked: the form and the field that `spoilt` breaks.
const AT_A_FIELD: &[(&str, &str, &str)] = &[
    ("address_changes_address_shape", "/account/address", "new_email"),
    ("attempts_agreement_has_words", "/migrations/{number}/attempt/reversal", "agreement"),
    ("attempts_revert_says_what_was_written", "/migrations/{number}/attempt/reversal", "data"),
    ("attempts_rolled_back_has_cause", "/migrations/{number}/attempt/abort", "cause_code"),
    ("attempts_unclear_has_cause", "/migrations/{number}/attempt/lost-track", "cause_code"),
    ("attestations_alone_because_length", "/migrations/{number}/attestations", "alone_because"),
    ("attestations_seen_length", "/migrations/{number}/attestations", "seen"),
    ("disks_bytes_positive", "/domus/{name}/disks", "disk_size"),
    ("disks_name_length", "/domus/{name}/disks", "disk_name"),
    ("disks_name_shape", "/domus/{name}/disks", "disk_name"),
    ("disks_path_length", "/domus/{name}/disks", "disk_path"),
    ("domu_names_length", "/domus/{name}/names", "dns_name"),
    ("domu_names_shape", "/domus/{name}/names", "dns_name"),
    ("domu_services_hostname_shape", "/domus/{name}/services", "hostname"),
    ("domu_services_name_length", "/domus/{name}/services", "service_name"),
    ("domu_services_port_range", "/domus/{name}/services", "port"),
    ("domu_services_tcp_has_port", "/domus/{name}/services", "port"),
    ("domus_memory_positive", "/domus", "memory"),
    ("domus_name_shape", "/domus", "name"),
    ("domus_uuid_not_dom0", "/domus", "uuid"),
    ("domus_vcpus_positive", "/domus", "vcpus"),
    ("hosts_bridge_shape", "/hosts", "bridge"),
    ("hosts_disk_not_negative", "/hosts", "disk"),
    ("hosts_interconnect_address6_answers", "/hosts", "interconnect_address6"),
    ("hosts_interconnect_address_answers", "/hosts", "interconnect_address"),
    ("hosts_interconnect_address6_family", "/hosts", "interconnect_address6"),
    ("hosts_memory_positive", "/hosts", "memory"),
    ("hosts_name_shape", "/hosts", "name"),
    ("hosts_volume_group_shape", "/hosts", "volume_group"),
    ("interconnects_measured_positive", "/interconnects", "measured"),
    ("interconnects_mtu_sane", "/interconnects", "mtu"),
    ("interconnects_nominal_positive", "/interconnects", "nominal"),
    ("interconnects_pair", "/interconnects", "b"),
    ("ip_addresses_single", "/domus/{name}/addresses", "address"),
    ("ip_networks_for_a_club", "/networks", "cidr"),
    ("ip_networks_gateway_no_end", "/networks", "gateway"),
    ("issue_messages_body_length", "/issues/{number}/replies", "reply"),
    ("issue_messages_say_something", "/issues/{number}/replies", "reply"),
    ("issues_summary_length", "/issues", "body"),
    ("members_email_shape", "/members", "email"),
    ("members_move_wishes_length", "/account", "move_wishes"),
    ("members_second_email_shape", "/account", "second_email"),
    ("migration_addresses_differ", "/migrations", "address-0"),
    ("migration_addresses_new_unique", "/migrations", "address-0"),
    ("migration_addresses_old_unique", "/migrations", "address-0"),
    ("migration_addresses_one_family", "/migrations", "address-0"),
    ("migration_plans_public_text_length", "/plans", "public_text"),
    ("migration_plans_reason_length", "/plans", "reason"),
    ("migration_plans_title_length", "/plans", "title"),
    ("migrations_end_after_start", "/migrations", "ends_at"),
    ("migrations_grace_days_range", "/migrations", "grace_days"),
    ("migrations_reason_length", "/migrations", "reason"),
    ("migrations_source_is_not_target", "/migrations", "target"),
    ("migrations_window_at_most_a_day", "/migrations", "ends_at"),
    ("preflight_pastes_body_length", "/migrations/{number}/preflight/paste", "pasted"),
    ("preflight_ticks_note_length", "/migrations/{number}/preflight/tick", "note"),
    ("preflight_ticks_red_says_why", "/migrations/{number}/preflight/tick", "note"),
    ("preflights_mtu_sane", "/migrations/{number}/preflight", "mtu"),
    ("runbook_texts_body_length", "/runbook/{step}/{side}", "body"),
    ("sites_code_shape", "/sites", "code"),
    ("sites_name_length", "/sites", "name"),
    ("status_posts_end_after_start", "/status", "ends_at"),
    ("status_posts_maintenance_has_end", "/status", "ends_at"),
    ("status_posts_title_length", "/status", "title"),
    ("status_updates_body_length", "/status/{number}/updates", "body"),
    ("thanks_words_length", "/migrations/{number}/thanks", "words"),
    ("trial_copies_bytes_positive", "/migrations/{number}/preflight/trial", "bytes"),
    ("trial_copies_seconds_positive", "/migrations/{number}/preflight/trial", "seconds"),
];

const RANDOM: &str = "256 random bits, or their hash";
const DERIVED: &str = "worked out by the portal, never typed";
const LOCKED: &str = "the row above is locked first, and whoever comes second hears of it there";
const TAKEN: &str = "whoever comes second updates the row, or is answered by what is there";
const REPORTED: &str = "`reports` refuses it in the body of a batch";

/// What no person can run into, and why.
const OUT_OF_REACH: &[(&str, &str)] = &[
    ("address_changes_end_once", LOCKED),
    ("address_changes_expire_later", DERIVED),
    ("address_changes_one_open_per_place", LOCKED),
    ("address_changes_token_hash_unique", RANDOM),
    ("attempt_diaries_update_unique", DERIVED),
    ("attempt_looks_lost_not_negative", DERIVED),
    ("attempt_sides_acked_not_negative", REPORTED),
    ("attempt_sides_clash_whole", REPORTED),
    ("attempt_sides_failure_whole", REPORTED),
    ("attempt_sides_flat_not_negative", DERIVED),
    ("attempt_sides_obeyed_whole", REPORTED),
    ("attempt_sides_rate_not_negative", DERIVED),
    ("attempts_bytes_not_negative", DERIVED),
    ("attempts_earlier_cause_has_words", DERIVED),
    ("attempts_n_positive", DERIVED),
    ("attempts_n_unique", LOCKED),
    ("attempts_one_under_way", LOCKED),
    ("attempts_promised_positive", DERIVED),
    ("attempts_result_when_ended", DERIVED),
    ("attempts_up_after_down", DERIVED),
    ("host_reports_free_not_negative", REPORTED),
    ("host_reports_interval_sane", REPORTED),
    ("host_reports_running_is_a_list", DERIVED),
    ("host_reports_seq_not_negative", REPORTED),
    ("host_tokens_ends_in_length", DERIVED),
    ("host_tokens_revoked_later", DERIVED),
    ("host_tokens_token_hash_length", RANDOM),
    ("host_tokens_token_hash_unique", RANDOM),
    ("invitations_end_once", LOCKED),
    ("invitations_expire_later", DERIVED),
    ("invitations_one_open_per_member", LOCKED),
    ("invitations_token_hash_unique", RANDOM),
    ("ip_addresses_address_held_once", TAKEN),
    ("ip_addresses_one_holder", DERIVED),
    ("issues_ended_when_over", DERIVED),
    ("mail_streams_next_seq_positive", DERIVED),
    ("members_active_has_password", DERIVED),
    ("members_second_email_differs", "the field says so before, see `members`"),
    ("migration_choices_changes_range", LOCKED),
    ("migration_choices_default_end_after_start", DERIVED),
    ("migration_choices_now_asked_by_somebody", DERIVED),
    ("migration_links_token_hash_length", RANDOM),
    ("migrations_ended_when_over", DERIVED),
    ("migrations_expected_range", DERIVED),
    ("migrations_live_side_fits_state", DERIVED),
    ("nics_mac_unique", "an import leaves such a card out and says so; two at once are told to look again"),
    ("nics_position_unique", DERIVED),
    ("outbox_mails_dedup_key_unique", TAKEN),
    ("outbox_mails_lease_when_taken", DERIVED),
    ("outbox_mails_message_id_unique", RANDOM),
    ("outbox_mails_sent_when_sent", DERIVED),
    ("outbox_mails_sha256_fits", DERIVED),
    ("outbox_mails_stream_order", LOCKED),
    ("password_resets_expire_later", DERIVED),
    ("password_resets_token_hash_unique", RANDOM),
    ("preflights_two_hosts", "a move has two"),
    ("preflights_valid_a_day_at_most", DERIVED),
    ("reports_seq_positive", REPORTED),
    ("reports_stand_from", REPORTED),
    ("reservations_disk_not_negative", DERIVED),
    ("reservations_memory_positive", DERIVED),
    ("reservations_one_of_a_kind", LOCKED),
    ("sessions_token_hash_unique", RANDOM),
    ("sign_in_failures_positive", DERIVED),
    ("status_updates_mailed_not_negative", DERIVED),
    ("steps_code_unique", LOCKED),
    ("steps_ended_when_over", DERIVED),
    ("steps_one_at_a_time", LOCKED),
    ("thanks_once", TAKEN),
    ("traffic_buckets_covered", DERIVED),
    ("traffic_buckets_not_negative", DERIVED),
    ("traffic_buckets_span_whole", DERIVED),
    ("traffic_counters_nic_length", REPORTED),
    ("traffic_counters_not_negative", REPORTED),
    ("traffic_reporters_acked_not_negative", REPORTED),
    ("transfer_minutes_whole", DERIVED),
    ("transfer_samples_bytes_not_negative", REPORTED),
    ("transfer_samples_elapsed_not_negative", REPORTED),
    ("transfer_samples_seq_positive", REPORTED),
    ("transfers_bytes_not_negative", REPORTED),
    ("transfers_disk_length", REPORTED),
    ("transfers_blake3_length", REPORTED),
    ("transfers_total_positive", REPORTED),
    ("unsubscribe_tokens_token_unique", RANDOM),
];

/// CHECKs on words are compared with their enums in `vocabulary`; keys and what they point to come
/// from what a page offers, and the matrix swaps every one of them.
const RULES: &str = r"
    SELECT conname::text FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace AND contype IN ('c', 'u', 'x') AND conname !~ '_(known|fits_kind)$'
    UNION
    SELECT relname::text FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
    WHERE relnamespace = 'public'::regnamespace AND indisunique AND NOT indisprimary
        AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
    UNION
    -- Whatever can be removed on a page while something points to it.
    SELECT conname::text FROM pg_constraint
    WHERE contype = 'f' AND confdeltype IN ('a', 'r') AND confrelid = 'ip_networks'::regclass";

#[tokio::test]
async fn every_rule_of_the_database_has_a_sentence_or_is_out_of_reach() {
    let database = TestDatabase::new().await;
    let (client, connection) = tokio_postgres::connect(&database.url, NoTls).await.unwrap();
    tokio::spawn(connection);
    let rules: BTreeSet<String> =
        client.query(RULES, &[]).await.unwrap().iter().map(|row| row.get(0)).collect();
    let said = literals();
    let at_a_field: BTreeMap<&str, (&str, &str)> =
        AT_A_FIELD.iter().map(|(rule, path, field)| (*rule, (*path, *field))).collect();
    let out_of_reach: BTreeSet<&str> = OUT_OF_REACH.iter().map(|(rule, _)| *rule).collect();
    let spoilt: BTreeSet<(&str, &str)> = forms()
        .flat_map(|(path, lists)| lists.iter().copied().flatten().map(|(field, ..)| (*path, *field)))
        .collect();

    let unsaid = rules.iter().map(String::as_str).filter(|rule| {
        !said.contains(*rule) && !at_a_field.contains_key(rule) && !out_of_reach.contains(rule)
    });
    assert_eq!(
        unsaid.collect::<Vec<_>>(),
        Vec::<&str>::new(),
        "no sentence says these, and nothing says why"
    );
    let gone = at_a_field.keys().chain(&out_of_reach).filter(|rule| !rules.contains(**rule));
    assert_eq!(gone.collect::<Vec<_>>(), Vec::<&&str>::new(), "the database has no such rule");
    let twice = at_a_field.keys().filter(|rule| said.contains(**rule) || out_of_reach.contains(*rule));
    assert_eq!(twice.collect::<Vec<_>>(), Vec::<&&str>::new(), "named in two places");
    let untried = at_a_field.values().filter(|at| !spoilt.contains(*at));
    assert_eq!(untried.collect::<Vec<_>>(), Vec::<&(&str, &str)>::new(), "nobody spoils this field");
}

/// The names of rules that the code turns into something.
fn literals() -> BTreeSet<String> {
    let files = files("src", "rs");
    files.iter().flat_map(|(_, text)| text.split('"').map(str::to_owned)).collect()
}
