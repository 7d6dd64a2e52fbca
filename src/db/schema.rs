// Generated from the database by the test `schema_rs_is_fresh`; never edited by hand.

diesel::table! {
    use diesel::sql_types::*;

    address_changes (id) {
        id -> Int8,
        member_id -> Int8,
        place -> Text,
        address -> Citext,
        token_hash -> Bytea,
        created_at -> Timestamptz,
        expires_at -> Timestamptz,
        used_at -> Nullable<Timestamptz>,
        withdrawn_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    attempt_diaries (attempt_id) {
        attempt_id -> Int8,
        status_update_id -> Int8,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    attempt_looks (attempt_id, phase) {
        attempt_id -> Int8,
        phase -> Text,
        next_at -> Nullable<Timestamptz>,
        looked_at -> Nullable<Timestamptz>,
        lost -> Int4,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    attempt_sides (attempt_id, side) {
        attempt_id -> Int8,
        side -> Text,
        host_id -> Int8,
        boot -> Uuid,
        acked_through -> Int8,
        heard_at -> Timestamptz,
        bytes_per_second -> Nullable<Int8>,
        flat_seconds -> Int4,
        failed_at -> Nullable<Timestamptz>,
        failure -> Nullable<Text>,
        clashed_at -> Nullable<Timestamptz>,
        clashed_seq -> Nullable<Int8>,
        obeyed -> Nullable<Text>,
        obeyed_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    attempts (id) {
        id -> Int8,
        migration_id -> Int8,
        n -> Int4,
        kind -> Text,
        operator_id -> Int8,
        started_at -> Timestamptz,
        ended_at -> Nullable<Timestamptz>,
        result -> Nullable<Text>,
        turned_back_at -> Nullable<Timestamptz>,
        cause_code -> Nullable<Text>,
        cause -> Nullable<Text>,
        fix -> Nullable<Text>,
        down_from -> Nullable<Timestamptz>,
        up_at -> Nullable<Timestamptz>,
        bytes_total -> Int8,
        data_at_target -> Nullable<Text>,
        agreement -> Nullable<Text>,
        next_word_at -> Nullable<Timestamptz>,
        commit_word -> Nullable<Text>,
        earlier_cause_code -> Nullable<Text>,
        earlier_cause -> Nullable<Text>,
        copy_held_at -> Nullable<Timestamptz>,
        promised_seconds -> Int4,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    attestations (id) {
        id -> Int8,
        migration_id -> Int8,
        attempt_id -> Int8,
        side -> Text,
        claim -> Text,
        member_id -> Int8,
        at -> Timestamptz,
        seen -> Text,
        alone_because -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    audit_entries (id) {
        id -> Int8,
        at -> Timestamptz,
        actor_kind -> Text,
        actor_id -> Nullable<Int8>,
        action -> Text,
        subject -> Text,
        detail -> Jsonb,
        address -> Nullable<Inet>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    clock_decisions (migration_id, what, revision) {
        migration_id -> Int8,
        what -> Text,
        revision -> Int4,
        decided_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    disks (id) {
        id -> Int8,
        domu_id -> Int8,
        name -> Text,
        path -> Text,
        format -> Text,
        bytes -> Nullable<Int8>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    domu_members (domu_id, member_id) {
        domu_id -> Int8,
        member_id -> Int8,
        role -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    domu_names (domu_id, name) {
        domu_id -> Int8,
        name -> Citext,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    domu_services (id) {
        id -> Int8,
        domu_id -> Int8,
        name -> Text,
        kind -> Text,
        hostname -> Text,
        port -> Nullable<Int4>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    domus (id) {
        id -> Int8,
        uuid -> Uuid,
        name -> Text,
        host_id -> Int8,
        memory_bytes -> Int8,
        disk_bytes -> Int8,
        has_disk_of_unknown_size -> Bool,
        vcpus -> Int4,
        boot_after_migration -> Bool,
        is_named_publicly -> Bool,
        state -> Text,
        state_known_at -> Nullable<Timestamptz>,
        xen_type -> Nullable<Text>,
        kernel -> Nullable<Text>,
        blocked_by -> Nullable<Text>,
        note -> Text,
        created_at -> Timestamptz,
        revision -> Int4,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    host_reports (host_id) {
        host_id -> Int8,
        seq -> Int8,
        boot -> Uuid,
        at -> Timestamptz,
        received_at -> Timestamptz,
        interval_seconds -> Int4,
        memory_free_bytes -> Nullable<Int8>,
        disk_free_bytes -> Nullable<Int8>,
        running -> Nullable<Jsonb>,
        facts -> Jsonb,
        trouble -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    host_rooms (host_id) {
        host_id -> Int8,
        memory_free -> Int8,
        disk_free -> Int8,
        memory_held -> Int8,
        disk_held -> Int8,
        domus -> Int8,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    host_tokens (id) {
        id -> Int8,
        host_id -> Int8,
        token_hash -> Bytea,
        ends_in -> Text,
        made_by -> Nullable<Int8>,
        made_at -> Timestamptz,
        last_used_at -> Nullable<Timestamptz>,
        revoked_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    host_uses (host_id) {
        host_id -> Int8,
        domus -> Int8,
        memory_lived_in -> Int8,
        disk_lived_in -> Int8,
        memory_held -> Int8,
        disk_held -> Int8,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    hosts (id) {
        id -> Int8,
        site_id -> Int8,
        name -> Text,
        memory_bytes -> Int8,
        disk_bytes -> Int8,
        state -> Text,
        volume_group -> Text,
        bridge -> Text,
        interconnect_address -> Nullable<Inet>,
        note -> Text,
        xen_version -> Nullable<Text>,
        last_report_at -> Nullable<Timestamptz>,
        created_at -> Timestamptz,
        revision -> Int4,
        interconnect_address6 -> Nullable<Inet>,
        limits -> Text,
        limits_changed_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    interconnects (id) {
        id -> Int8,
        a_site_id -> Nullable<Int8>,
        b_site_id -> Nullable<Int8>,
        a_host_id -> Nullable<Int8>,
        b_host_id -> Nullable<Int8>,
        nominal_bits_per_second -> Int8,
        measured_bytes_per_second -> Nullable<Int8>,
        expected_mtu -> Int4,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    invitations (id) {
        id -> Int8,
        member_id -> Int8,
        token_hash -> Bytea,
        invited_by -> Nullable<Int8>,
        created_at -> Timestamptz,
        expires_at -> Timestamptz,
        opened_at -> Nullable<Timestamptz>,
        used_at -> Nullable<Timestamptz>,
        withdrawn_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    ip_addresses (id) {
        id -> Int8,
        address -> Inet,
        network_id -> Int8,
        domu_id -> Nullable<Int8>,
        migration_id -> Nullable<Int8>,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    ip_networks (id) {
        id -> Int8,
        site_id -> Int8,
        cidr -> Cidr,
        gateway -> Nullable<Inet>,
        note -> Text,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    issue_messages (id) {
        id -> Int8,
        issue_id -> Int8,
        author_id -> Nullable<Int8>,
        visibility -> Text,
        body -> Text,
        new_state -> Nullable<Text>,
        at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    issues (id) {
        id -> Int8,
        reporter_id -> Int8,
        domu_id -> Nullable<Int8>,
        migration_id -> Nullable<Int8>,
        summary -> Text,
        severity -> Text,
        state -> Text,
        assigned_to -> Nullable<Int8>,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
        ended_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    known_devices (member_id, token_hash) {
        member_id -> Int8,
        token_hash -> Bytea,
        last_used_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    mail_preferences (member_id, kind) {
        member_id -> Int8,
        kind -> Text,
        is_wanted -> Bool,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    mail_streams (key) {
        key -> Text,
        next_seq -> Int4,
        root_message_id -> Text,
        subject -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    mail_suppressions (address) {
        address -> Citext,
        reason -> Text,
        at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    members (id) {
        id -> Int8,
        email -> Citext,
        second_email -> Nullable<Citext>,
        name -> Text,
        role -> Text,
        state -> Text,
        locale -> Text,
        time_zone -> Text,
        password_hash -> Nullable<Text>,
        created_at -> Timestamptz,
        joined_at -> Nullable<Timestamptz>,
        move_wishes -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    migration_addresses (id) {
        id -> Int8,
        migration_id -> Int8,
        old_address -> Inet,
        new_address -> Inet,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    migration_choices (migration_id) {
        migration_id -> Int8,
        offers_windows -> Bool,
        default_starts_at -> Timestamptz,
        default_ends_at -> Timestamptz,
        changes -> Int4,
        now_asked_at -> Nullable<Timestamptz>,
        now_asked_by -> Nullable<Int8>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    migration_events (id) {
        id -> Int8,
        migration_id -> Int8,
        attempt_id -> Nullable<Int8>,
        at -> Timestamptz,
        actor_kind -> Text,
        actor_id -> Nullable<Int8>,
        event -> Text,
        from_state -> Text,
        to_state -> Text,
        note -> Text,
        is_internal -> Bool,
        issue_id -> Nullable<Int8>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    migration_links (token_hash) {
        token_hash -> Bytea,
        migration_id -> Int8,
        member_id -> Int8,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    migration_plans (id) {
        id -> Int8,
        title -> Text,
        reason -> Text,
        public_text -> Text,
        stop_on_return -> Bool,
        paused_at -> Nullable<Timestamptz>,
        created_by -> Nullable<Int8>,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    migrations (id) {
        id -> Int8,
        domu_id -> Int8,
        source_host_id -> Int8,
        target_host_id -> Int8,
        state -> Text,
        starts_at -> Timestamptz,
        ends_at -> Timestamptz,
        zone -> Text,
        deadline -> Nullable<Timestamptz>,
        reason -> Text,
        short_notice_reason -> Nullable<Text>,
        expected_seconds -> Int4,
        expected_low_seconds -> Int4,
        expected_high_seconds -> Int4,
        revision -> Int4,
        live_side -> Text,
        grace_days -> Int4,
        grace_until -> Nullable<Timestamptz>,
        old_addresses_until -> Nullable<Timestamptz>,
        operator_id -> Nullable<Int8>,
        created_by -> Nullable<Int8>,
        created_at -> Timestamptz,
        announced_at -> Nullable<Timestamptz>,
        ended_at -> Nullable<Timestamptz>,
        end_note -> Nullable<Text>,
        plan_id -> Nullable<Int8>,
        zone_offset_seconds -> Nullable<Int4>,
        clock_shifted_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    name_looks (id) {
        id -> Int8,
        domu_id -> Int8,
        at -> Timestamptz,
        records -> Jsonb,
        mail -> Jsonb,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    name_watches (domu_id) {
        domu_id -> Int8,
        due_at -> Nullable<Timestamptz>,
        asked_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    nics (id) {
        id -> Int8,
        domu_id -> Int8,
        position -> Int4,
        mac -> Macaddr,
        bridge -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    outbox_mails (id) {
        id -> Uuid,
        dedup_key -> Text,
        message_id -> Text,
        stream_key -> Text,
        stream_seq -> Int4,
        kind -> Text,
        member_id -> Nullable<Int8>,
        migration_id -> Nullable<Int8>,
        issue_id -> Nullable<Int8>,
        status_post_id -> Nullable<Int8>,
        to_address -> Text,
        subject -> Text,
        headline -> Text,
        body_text -> Text,
        body_html -> Text,
        raw -> Bytea,
        sha256 -> Bytea,
        state -> Text,
        state_note -> Text,
        priority -> Int2,
        not_before -> Timestamptz,
        expires_at -> Timestamptz,
        attempts -> Int4,
        max_attempts -> Int4,
        in_doubt -> Int4,
        lease_token -> Nullable<Uuid>,
        lease_until -> Nullable<Timestamptz>,
        last_reply -> Nullable<Text>,
        last_tried_at -> Nullable<Timestamptz>,
        created_at -> Timestamptz,
        sent_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    password_resets (id) {
        id -> Int8,
        member_id -> Int8,
        token_hash -> Bytea,
        created_at -> Timestamptz,
        expires_at -> Timestamptz,
        used_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    plan_events (id) {
        id -> Int8,
        plan_id -> Int8,
        at -> Timestamptz,
        actor_kind -> Text,
        actor_id -> Nullable<Int8>,
        event -> Text,
        migration_id -> Nullable<Int8>,
        note -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    preflight_pastes (id) {
        id -> Int8,
        preflight_id -> Int8,
        side -> Nullable<Text>,
        body -> Text,
        at -> Timestamptz,
        pasted_by -> Nullable<Int8>,
        host_id -> Nullable<Int8>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    preflight_ticks (id) {
        id -> Int8,
        preflight_id -> Int8,
        item -> Text,
        is_good -> Bool,
        note -> Text,
        at -> Timestamptz,
        ticked_by -> Nullable<Int8>,
        host_id -> Nullable<Int8>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    preflights (id) {
        id -> Int8,
        source_host_id -> Int8,
        target_host_id -> Int8,
        mtu -> Int4,
        conclusion -> Text,
        fingerprint -> Text,
        began_at -> Timestamptz,
        began_by -> Nullable<Int8>,
        valid_until -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    rate_limits (key) {
        key -> Text,
        free_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    reports (attempt_id, side, seq, stands_from) {
        attempt_id -> Int8,
        side -> Text,
        seq -> Int8,
        stands_from -> Int8,
        content -> Jsonb,
        at -> Timestamptz,
        received_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    reservations (id) {
        id -> Int8,
        host_id -> Int8,
        migration_id -> Int8,
        domu_id -> Int8,
        kind -> Text,
        memory_bytes -> Int8,
        disk_bytes -> Int8,
        created_at -> Timestamptz,
        released_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    runbook_texts (step, side) {
        step -> Text,
        side -> Text,
        body -> Text,
        updated_at -> Timestamptz,
        updated_by -> Nullable<Int8>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    service_looks (attempt_id, phase, domu_service_id, address) {
        attempt_id -> Int8,
        phase -> Text,
        domu_service_id -> Int8,
        address -> Inet,
        outcome -> Jsonb,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    sessions (id) {
        id -> Int8,
        token_hash -> Bytea,
        member_id -> Int8,
        created_at -> Timestamptz,
        last_seen_at -> Timestamptz,
        confirmed_at -> Timestamptz,
        address -> Nullable<Inet>,
        browser -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    sign_in_failures (counter) {
        counter -> Bytea,
        failures -> Int4,
        last_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    sites (id) {
        id -> Int8,
        code -> Text,
        name -> Text,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    status_post_hosts (post_id, host_id) {
        post_id -> Int8,
        host_id -> Int8,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    status_post_migrations (post_id, migration_id) {
        post_id -> Int8,
        migration_id -> Int8,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    status_post_sites (post_id, site_id) {
        post_id -> Int8,
        site_id -> Int8,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    status_posts (id) {
        id -> Int8,
        kind -> Text,
        title -> Text,
        severity -> Text,
        state -> Text,
        starts_at -> Timestamptz,
        ends_at -> Nullable<Timestamptz>,
        zone -> Text,
        created_by -> Nullable<Int8>,
        created_at -> Timestamptz,
        zone_offset_seconds -> Nullable<Int4>,
        clock_shifted_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    status_updates (id) {
        id -> Int8,
        post_id -> Int8,
        state -> Text,
        body -> Text,
        written_by -> Nullable<Int8>,
        at -> Timestamptz,
        mailed_to -> Int4,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    steps (id) {
        id -> Int8,
        attempt_id -> Int8,
        code -> Text,
        state -> Text,
        started_at -> Timestamptz,
        ended_at -> Nullable<Timestamptz>,
        done_by -> Nullable<Int8>,
        note -> Text,
        said_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    thanks (id) {
        id -> Int8,
        migration_id -> Int8,
        member_id -> Int8,
        words -> Text,
        at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    traffic_buckets (host_id, span_seconds, starts_at, nic) {
        host_id -> Int8,
        span_seconds -> Int4,
        starts_at -> Timestamptz,
        nic -> Text,
        received_bytes -> Int8,
        sent_bytes -> Int8,
        covered_ms -> Int4,
        received_peak -> Int8,
        sent_peak -> Int8,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    traffic_counters (host_id, nic) {
        host_id -> Int8,
        nic -> Text,
        boot -> Uuid,
        at -> Timestamptz,
        received_bytes -> Int8,
        sent_bytes -> Int8,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    traffic_reporters (host_id) {
        host_id -> Int8,
        acked_through -> Int8,
        heard_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    transfer_minutes (attempt_id, side, disk, run, minute) {
        attempt_id -> Int8,
        side -> Text,
        disk -> Text,
        run -> Int8,
        minute -> Timestamptz,
        seq -> Int8,
        bytes -> Int8,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    transfer_samples (attempt_id, side, seq) {
        attempt_id -> Int8,
        side -> Text,
        seq -> Int8,
        run -> Int8,
        disk -> Text,
        bytes -> Int8,
        elapsed_ms -> Int8,
        at -> Timestamptz,
        received_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    transfers (attempt_id, side, disk) {
        attempt_id -> Int8,
        side -> Text,
        disk -> Text,
        run -> Int8,
        bytes -> Int8,
        total -> Nullable<Int8>,
        blake3 -> Nullable<Bytea>,
        has_ended -> Bool,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    trial_copies (id) {
        id -> Int8,
        preflight_id -> Int8,
        bytes -> Int8,
        seconds -> Int4,
        at -> Timestamptz,
        noted_by -> Nullable<Int8>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    unsubscribe_tokens (member_id) {
        member_id -> Int8,
        token -> Text,
    }
}

diesel::joinable!(address_changes -> members (member_id));
diesel::joinable!(attempt_diaries -> attempts (attempt_id));
diesel::joinable!(attempt_diaries -> status_updates (status_update_id));
diesel::joinable!(attempt_looks -> attempts (attempt_id));
diesel::joinable!(attempt_sides -> attempts (attempt_id));
diesel::joinable!(attempt_sides -> hosts (host_id));
diesel::joinable!(attempts -> members (operator_id));
diesel::joinable!(attempts -> migrations (migration_id));
diesel::joinable!(attestations -> attempts (attempt_id));
diesel::joinable!(attestations -> members (member_id));
diesel::joinable!(attestations -> migrations (migration_id));
diesel::joinable!(clock_decisions -> migrations (migration_id));
diesel::joinable!(disks -> domus (domu_id));
diesel::joinable!(domu_members -> domus (domu_id));
diesel::joinable!(domu_members -> members (member_id));
diesel::joinable!(domu_names -> domus (domu_id));
diesel::joinable!(domu_services -> domus (domu_id));
diesel::joinable!(domus -> hosts (host_id));
diesel::joinable!(host_reports -> hosts (host_id));
diesel::joinable!(host_tokens -> hosts (host_id));
diesel::joinable!(host_tokens -> members (made_by));
diesel::joinable!(host_uses -> hosts (host_id));
diesel::joinable!(hosts -> sites (site_id));
diesel::joinable!(ip_addresses -> domus (domu_id));
diesel::joinable!(ip_addresses -> ip_networks (network_id));
diesel::joinable!(ip_addresses -> migrations (migration_id));
diesel::joinable!(ip_networks -> sites (site_id));
diesel::joinable!(issue_messages -> issues (issue_id));
diesel::joinable!(issue_messages -> members (author_id));
diesel::joinable!(issues -> domus (domu_id));
diesel::joinable!(issues -> migrations (migration_id));
diesel::joinable!(known_devices -> members (member_id));
diesel::joinable!(mail_preferences -> members (member_id));
diesel::joinable!(migration_addresses -> migrations (migration_id));
diesel::joinable!(migration_choices -> members (now_asked_by));
diesel::joinable!(migration_choices -> migrations (migration_id));
diesel::joinable!(migration_events -> attempts (attempt_id));
diesel::joinable!(migration_events -> issues (issue_id));
diesel::joinable!(migration_events -> migrations (migration_id));
diesel::joinable!(migration_links -> members (member_id));
diesel::joinable!(migration_links -> migrations (migration_id));
diesel::joinable!(migration_plans -> members (created_by));
diesel::joinable!(migrations -> domus (domu_id));
diesel::joinable!(migrations -> migration_plans (plan_id));
diesel::joinable!(name_looks -> domus (domu_id));
diesel::joinable!(name_watches -> domus (domu_id));
diesel::joinable!(nics -> domus (domu_id));
diesel::joinable!(outbox_mails -> issues (issue_id));
diesel::joinable!(outbox_mails -> mail_streams (stream_key));
diesel::joinable!(outbox_mails -> members (member_id));
diesel::joinable!(outbox_mails -> migrations (migration_id));
diesel::joinable!(outbox_mails -> status_posts (status_post_id));
diesel::joinable!(password_resets -> members (member_id));
diesel::joinable!(plan_events -> migration_plans (plan_id));
diesel::joinable!(plan_events -> migrations (migration_id));
diesel::joinable!(preflight_pastes -> hosts (host_id));
diesel::joinable!(preflight_pastes -> members (pasted_by));
diesel::joinable!(preflight_pastes -> preflights (preflight_id));
diesel::joinable!(preflight_ticks -> hosts (host_id));
diesel::joinable!(preflight_ticks -> members (ticked_by));
diesel::joinable!(preflight_ticks -> preflights (preflight_id));
diesel::joinable!(preflights -> members (began_by));
diesel::joinable!(reservations -> domus (domu_id));
diesel::joinable!(reservations -> hosts (host_id));
diesel::joinable!(reservations -> migrations (migration_id));
diesel::joinable!(runbook_texts -> members (updated_by));
diesel::joinable!(service_looks -> domu_services (domu_service_id));
diesel::joinable!(sessions -> members (member_id));
diesel::joinable!(status_post_hosts -> hosts (host_id));
diesel::joinable!(status_post_hosts -> status_posts (post_id));
diesel::joinable!(status_post_migrations -> migrations (migration_id));
diesel::joinable!(status_post_migrations -> status_posts (post_id));
diesel::joinable!(status_post_sites -> sites (site_id));
diesel::joinable!(status_post_sites -> status_posts (post_id));
diesel::joinable!(status_posts -> members (created_by));
diesel::joinable!(status_updates -> members (written_by));
diesel::joinable!(status_updates -> status_posts (post_id));
diesel::joinable!(steps -> attempts (attempt_id));
diesel::joinable!(steps -> members (done_by));
diesel::joinable!(thanks -> members (member_id));
diesel::joinable!(thanks -> migrations (migration_id));
diesel::joinable!(traffic_buckets -> hosts (host_id));
diesel::joinable!(traffic_counters -> hosts (host_id));
diesel::joinable!(traffic_reporters -> hosts (host_id));
diesel::joinable!(trial_copies -> members (noted_by));
diesel::joinable!(trial_copies -> preflights (preflight_id));
diesel::joinable!(unsubscribe_tokens -> members (member_id));

diesel::allow_tables_to_appear_in_same_query!(
    address_changes,
    attempt_diaries,
    attempt_looks,
    attempt_sides,
    attempts,
    attestations,
    audit_entries,
    clock_decisions,
    disks,
    domu_members,
    domu_names,
    domu_services,
    domus,
    host_reports,
    host_rooms,
    host_tokens,
    host_uses,
    hosts,
    interconnects,
    invitations,
    ip_addresses,
    ip_networks,
    issue_messages,
    issues,
    known_devices,
    mail_preferences,
    mail_streams,
    mail_suppressions,
    members,
    migration_addresses,
    migration_choices,
    migration_events,
    migration_links,
    migration_plans,
    migrations,
    name_looks,
    name_watches,
    nics,
    outbox_mails,
    password_resets,
    plan_events,
    preflight_pastes,
    preflight_ticks,
    preflights,
    rate_limits,
    reports,
    reservations,
    runbook_texts,
    service_looks,
    sessions,
    sign_in_failures,
    sites,
    status_post_hosts,
    status_post_migrations,
    status_post_sites,
    status_posts,
    status_updates,
    steps,
    thanks,
    traffic_buckets,
    traffic_counters,
    traffic_reporters,
    transfer_minutes,
    transfer_samples,
    transfers,
    trial_copies,
    unsubscribe_tokens,
);
