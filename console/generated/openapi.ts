// Made by `npm run types` from the description of the API. Do not edit.

export interface components {
    schemas: {
        /** @description `claimed_by`: the agent or user who sees to it. `due_at`: when a callback is made by itself. */
        Abandoned: {
            id: string;
            queue_id: string;
            number: string;
            name: string;
            language: string;
            abandoned_at: string;
            due_at: string | null;
            claimed_by: string;
        };
        /** @description The latest first. */
        AbandonedList: {
            items: components["schemas"]["Abandoned"][];
        };
        /** @description The floor has taken it; what follows is in the contact's timeline. */
        Accepted: {
            ok: boolean;
        };
        Acknowledgement: {
            /** @default  */
            note: string;
        };
        /** @description `check` names the check of the diagnosis that it follows from, if one. */
        Action: {
            text: string;
            /** @default  */
            check: string;
        };
        AlarmPage: {
            items: components["schemas"]["AlarmShown"][];
            next_cursor: string | null;
        };
        /** @description `value` and `limit` are in the figure's unit: contacts, agents, seconds or percent. */
        AlarmShown: {
            id: string;
            rule_id: string;
            name: string;
            figure: string;
            scope: string;
            scope_id: string;
            value: number;
            limit: number;
            severity: string;
            agents: string[];
            raised_at: string;
            ended_at: string | null;
            end_reason: string;
            acknowledged_at: string | null;
            acknowledged_by: string;
            note: string;
            deliveries: components["schemas"]["DeliveryShown"][];
        };
        AlertLine: {
            at: string;
            kind: string;
            by: string;
            text: string;
            check: string;
            due_at: string | null;
        };
        AlertPage: {
            items: components["schemas"]["AlertShown"][];
            next_cursor: string | null;
        };
        /** @description `verdict`: good, bad or silent, as it was judged against `low` and `high` then. */
        AlertPoint: {
            start: string;
            value: number | null;
            low: number | null;
            high: number | null;
            verdict: string;
        };
        /**
         * @description `state`: open; well (good figures, no action told); closed. Values are in `unit`.
         *
         *     `basis` tells whether `low` and `high` are a target or a baseline of comparable periods.
         */
        AlertShown: {
            id: string;
            state: string;
            indicator: string;
            name: {
                [key: string]: string;
            };
            variant: string;
            unit: string;
            grain: string;
            scope_id: string;
            scope_name: string;
            cadence: string;
            start: string;
            end: string;
            value: number;
            numerator: number;
            denominator: number | null;
            sample_size: number;
            low: number | null;
            high: number | null;
            basis: string;
            before_value: number | null;
            owner_role: string;
            owner_id: string;
            owner_name: string;
            opened_at: string;
            due_at: string;
            is_overdue: boolean;
            well_since: string | null;
            acted_at: string | null;
            closed_at: string | null;
            close_reason: string;
            trend: components["schemas"]["AlertPoint"][];
        };
        /** @description `is_gathered` false: the diagnosis is being filled in. */
        AlertWhole: {
            id: string;
            state: string;
            indicator: string;
            name: {
                [key: string]: string;
            };
            variant: string;
            unit: string;
            grain: string;
            scope_id: string;
            scope_name: string;
            cadence: string;
            start: string;
            end: string;
            value: number;
            numerator: number;
            denominator: number | null;
            sample_size: number;
            low: number | null;
            high: number | null;
            basis: string;
            before_value: number | null;
            owner_role: string;
            owner_id: string;
            owner_name: string;
            opened_at: string;
            due_at: string;
            is_overdue: boolean;
            well_since: string | null;
            acted_at: string | null;
            closed_at: string | null;
            close_reason: string;
            trend: components["schemas"]["AlertPoint"][];
            is_gathered: boolean;
            checks: components["schemas"]["CheckShown"][];
            history: components["schemas"]["AlertLine"][];
            effect: components["schemas"]["EffectShown"] | null;
            contacts: components["schemas"]["ContactsBehind"];
            deliveries: components["schemas"]["DeliveryShown"][];
        };
        Alive: {
            status: string;
        };
        /** @description What was changed, or would be with `dry_run`; with errors nothing is changed. */
        Applied: {
            changes: components["schemas"]["ChangeShown"][];
            errors: components["schemas"]["FileErrorShown"][];
        };
        /** @description A written contact of the agent's `works`. */
        AtHand: {
            contact_id: string;
        };
        AuditPage: {
            items: components["schemas"]["AuditShown"][];
            next_cursor: string | null;
        };
        /** @description `subject` names what was changed, as `queue:sales`; secrets show as ***. */
        AuditShown: {
            position: number;
            at: string;
            actor: string;
            actor_name: string;
            action: string;
            subject: string;
            before: {
                [key: string]: unknown;
            } | null;
            after: {
                [key: string]: unknown;
            } | null;
            address: string;
        };
        /** @description One part of what was looked up; `sample` is how many cases it rests on. */
        Bar: {
            key: string;
            value: number;
            sample: number;
            before?: number | null;
        };
        /**
         * @description `phase`: `ringing` (offered to `agent_id`), `queued`, or `ended` where the queue is closed.
         *
         *     `repeated`: this `external_id` was brought in before; what is told is how that contact is by now.
         */
        Brought: {
            id: string;
            phase: string;
            agent_id: string;
            /** @default false */
            repeated: boolean;
        };
        /** @description `to_id` is the agent or the team, and empty for all. It ends at `until`, a year at the latest. */
        BulletinDraft: {
            /** @enum {string} */
            to: "agent" | "team" | "all";
            /** @default  */
            to_id: string;
            title: string;
            /** @default  */
            text: string;
            /** @default false */
            must_confirm: boolean;
            /** Format: date-time */
            until: string;
        };
        BulletinPage: {
            items: components["schemas"]["BulletinShown"][];
            next_cursor: string | null;
        };
        /** @description `read_count` of `reader_count` agents have read it. `state`: current, over or taken_back. */
        BulletinShown: {
            id: string;
            to: string;
            to_id: string;
            title: string;
            text: string;
            must_confirm: boolean;
            written_at: string;
            until: string;
            author: string;
            state: string;
            taken_back_at: string | null;
            taken_back_by: string;
            read_count: number;
            reader_count: number;
        };
        /**
         * @description One stretch of the own leg, told once. `mos`: the estimate (ITU-T G.107), 1.0 to 4.5.
         *
         *     `received` and `lost` are packets of this stretch that came here, `sent` and `sent_lost` those
         *     of the agent's own voice. `round_trip_ms` is null where the far end reported nothing.
         */
        CallMeasured: {
            contact_id: string;
            over_ms: number;
            received: number;
            lost: number;
            jitter_ms: number;
            sent: number;
            sent_lost: number;
            sent_jitter_ms: number;
            round_trip_ms?: number | null;
            mos: number;
        };
        /**
         * @description Exactly one of `to_number` and `to_agent_id`; the own phone rings first.
         *
         *     `abandoned_id` where one of the list of abandoned calls is called back, which is claimed by it.
         */
        CallOut: {
            /** @default  */
            to_number: string;
            /** @default  */
            to_agent_id: string;
            /** @default  */
            queue_id: string;
            /** @default  */
            abandoned_id: string;
        };
        /** @description `state`: `queued` in line, `ringing` an agent, `dialling` the customer, or `postponed`. */
        Callback: {
            id: string;
            parent_id: string;
            queue_id: string;
            number: string;
            name: string;
            language: string;
            asked_at: string;
            due_at: string | null;
            state: string;
            attempts: number;
            agent_id: string;
        };
        /** @description `due_at` left out: as soon as it is its turn. At most 30 days ahead. */
        CallbackAsked: {
            number: string;
            queue_id: string;
            /** @default  */
            caller_name: string;
            /**
             * @default
             * @enum {string}
             */
            language: "" | "en" | "es" | "zh";
            due_at?: string | null;
        };
        /** @description Another time, or null: it is not made at all. */
        CallbackMoved: {
            due_at: string | null;
        };
        /** @description In the order in which they are made. */
        Callbacks: {
            items: components["schemas"]["Callback"][];
        };
        /** @description `refused` with its `message`, else what the rules have set; empty where they set nothing. */
        CallerTreated: {
            listed: components["schemas"]["ListedShown"][];
            rules: components["schemas"]["RuleShown"][];
            refused: boolean;
            message: {
                [key: string]: string;
            };
            priority: number | null;
            queue: string;
            prefer: string;
            agent: string;
            prefer_wait_ms: number;
            language: string;
        };
        /** @description `queue` empty: at the door, before any menu. */
        CallerTried: {
            number: string;
            /** @default  */
            called: string;
            /**
             * @default
             * @enum {string}
             */
            language: "" | "en" | "es" | "zh";
            /** @default  */
            queue: string;
        };
        /** @description Whether any rule may want this desk's screen, and which roles may see it; the server's clock. */
        CaptureRules: {
            is_wanted: boolean;
            seen_by: string[];
            now_ms: number;
        };
        CaptureTaken: {
            now_ms: number;
        };
        /** @description What the browser makes of a screen that is wanted; the rest but `started` says why it does not. */
        CaptureTold: {
            /** @enum {string} */
            state: "started" | "refused" | "unsupported" | "lost" | "not_kept_up";
            /**
             * @default
             * @enum {string}
             */
            surface: "monitor" | "window" | "browser" | "";
        };
        CellShown: {
            value: number | null;
            before: number | null;
            numerator: number;
            denominator: number | null;
            sample_size: number;
            variant: string;
            /** @enum {string} */
            status: "provisional" | "final";
            flags: string[];
            is_met: boolean | null;
        };
        /** @description Each setting has its `id`, its `version`, and the fields of its kind, in the file's order. */
        Centre: {
            tenant: components["schemas"]["callfloor__api__routes__centre__TenantShown"];
            version: number;
            skills: {
                [key: string]: unknown;
            }[];
            sites: {
                [key: string]: unknown;
            }[];
            teams: {
                [key: string]: unknown;
            }[];
            queues: {
                [key: string]: unknown;
            }[];
            agents: {
                [key: string]: unknown;
            }[];
            closings: {
                [key: string]: unknown;
            }[];
            caller_lists: {
                [key: string]: unknown;
            }[];
            caller_rules: {
                [key: string]: unknown;
            }[];
            calendars: {
                [key: string]: unknown;
            }[];
            reasons: {
                [key: string]: unknown;
            }[];
            wrap_up_codes: {
                [key: string]: unknown;
            }[];
            web_services: {
                [key: string]: unknown;
            }[];
            scripts: {
                [key: string]: unknown;
            }[];
            prompts: {
                [key: string]: unknown;
            }[];
            flows: {
                [key: string]: unknown;
            }[];
            trunks: {
                [key: string]: unknown;
            }[];
            numbers: {
                [key: string]: unknown;
            }[];
            routing: {
                [key: string]: unknown;
            }[];
            recording: {
                [key: string]: unknown;
            }[];
            recording_rules: {
                [key: string]: unknown;
            }[];
            retention_rules: {
                [key: string]: unknown;
            }[];
            indicators: {
                [key: string]: unknown;
            }[];
            targets: {
                [key: string]: unknown;
            }[];
            reports: {
                [key: string]: unknown;
            }[];
            alarms: {
                [key: string]: unknown;
            }[];
            wallboards: {
                [key: string]: unknown;
            }[];
        };
        CentreFile: {
            yaml: string;
            /** @default false */
            dry_run: boolean;
            /** @default false */
            prune: boolean;
        };
        /** @description `action` is create, update or delete. */
        ChangeShown: {
            action: string;
            kind: string;
            id: string;
            before: {
                [key: string]: unknown;
            } | null;
            after: {
                [key: string]: unknown;
            } | null;
        };
        /** @description `finding`: yes speaks for it, no against it, unknown says nothing. Texts by language. */
        CheckShown: {
            id: string;
            question: {
                [key: string]: string;
            };
            measure: {
                [key: string]: string;
            };
            finding: string;
            evidence: components["schemas"]["EvidenceShown"][];
        };
        /** @description `queues` empty: the whole centre. Who has switched it last, and when. */
        ClosingShown: {
            id: string;
            name: string;
            queues: string[];
            is_closed: boolean;
            message: {
                [key: string]: string;
            } | null;
            ends_with: string;
            waiting: string;
            changed_at: string;
            changed_by: string;
        };
        Closings: {
            items: components["schemas"]["ClosingShown"][];
        };
        Colleague: {
            id: string;
            name: string;
            team_id: string;
            state: string;
            since_ms: number;
        };
        ColumnChange: {
            column: string;
            before: unknown;
            after: unknown;
        };
        /** @description A column of a kind; `choices` are its words where it has only some. */
        ColumnShown: {
            name: string;
            type: string;
            required: boolean;
            choices: string[];
            example: string;
        };
        /** @description Ask somebody while the customer waits with music; exactly one target. */
        Consult: {
            /** @default  */
            to_queue_id: string;
            /** @default  */
            to_agent_id: string;
            /** @default  */
            to_number: string;
        };
        /** @description `timeline` are the facts themselves, in order, each with its place in the journal. */
        Contact: {
            id: string;
            channel: string;
            direction: string;
            caller: string;
            caller_name: string;
            called: string;
            language: string;
            queue_id: string;
            queue_name: string;
            agent_id: string;
            agent_name: string;
            arrived_at: string;
            answered_at: string | null;
            ended_at: string | null;
            wait_ms: number | null;
            talk_ms: number | null;
            hold_ms: number | null;
            wrap_up_ms: number | null;
            disposition: string;
            outcome: string;
            wrap_up_code: string;
            recording_id: string | null;
            recording_state: string;
            recording_ms: number;
            screen_state: string;
            paused_ms: number;
            is_held: boolean;
            transfers: number;
            is_demo: boolean;
            segments: components["schemas"]["SegmentShown"][];
            legs: components["schemas"]["LegShown"][];
            timeline: {
                [key: string]: unknown;
            }[];
            recordings: components["schemas"]["RecordingShown"][];
            quality: components["schemas"]["QualityShown"][];
            holds: components["schemas"]["HoldShown"][];
        };
        ContactPage: {
            items: components["schemas"]["ContactRow"][];
            next_cursor: string | null;
            total: number;
        };
        ContactRow: {
            id: string;
            channel: string;
            direction: string;
            caller: string;
            caller_name: string;
            called: string;
            language: string;
            queue_id: string;
            queue_name: string;
            agent_id: string;
            agent_name: string;
            arrived_at: string;
            answered_at: string | null;
            ended_at: string | null;
            wait_ms: number | null;
            talk_ms: number | null;
            hold_ms: number | null;
            wrap_up_ms: number | null;
            disposition: string;
            outcome: string;
            wrap_up_code: string;
            recording_id: string | null;
            recording_state: string;
            recording_ms: number;
            screen_state: string;
            paused_ms: number;
            is_held: boolean;
            transfers: number;
            is_demo: boolean;
        };
        /**
         * @description Filters of the contact list that show the contacts behind the figure.
         *
         *     `figure` names it where it is made of contacts: the list then has those that it counts.
         */
        ContactsBehind: {
            start: string;
            end: string;
            figure: string;
            queue_id: string;
            agent_id: string;
            outcome: string;
        };
        /** @description A correction of a fact that is there already. */
        CorrectionShown: {
            line: number;
            source_id: string;
            columns: components["schemas"]["ColumnChange"][];
        };
        /**
         * @description How the phone registers. A browser gets a new, short-lived secret each time.
         *
         *     A SIP phone registers at `server` (UDP or TCP), a browser's at `ws_path` of this console.
         */
        Credentials: {
            user: string;
            secret: string;
            expires_at: string | null;
            sip_uri: string;
            ws_path: string;
            realm: string;
            server: string;
        };
        /**
         * @description `variant` is the one that is *the* value at this grain; None where it has none there.
         *
         *     `needs` names the facts from outside without which its value is null.
         */
        Definition: {
            id: string;
            name: {
                [key: string]: string;
            };
            help: {
                [key: string]: string;
            };
            unit: string;
            variant: string | null;
            variants: string[];
            direction: string;
            target: components["schemas"]["Target"] | null;
            cadence: string[];
            audience: string[];
            needs: string;
        };
        /** @description `currency` is that of all money; `definition_version` goes with every value made so. */
        Definitions: {
            /** @enum {string} */
            profile: "standard" | "classic";
            currency: string;
            definition_version: string;
            definitions: components["schemas"]["Definition"][];
        };
        /** @description `state`: waiting, sent, or failed for good; `error` says why it did not go yet. */
        DeliveryShown: {
            event: string;
            /** @enum {string} */
            way: "email" | "webhook";
            target: string;
            /** @enum {string} */
            state: "waiting" | "sent" | "failed";
            attempts: number;
            error: string;
            changed_at: string;
        };
        Demo: {
            is_demo: boolean;
            logins: components["schemas"]["Login"][];
        };
        /** @description `agent` and `contact` are live entities, as the live socket sends them. */
        Desk: {
            agent: {
                [key: string]: unknown;
            };
            contact: {
                [key: string]: unknown;
            } | null;
            wrap_up: components["schemas"]["WrapUp"] | null;
            phone: components["schemas"]["Phone"];
            reasons: components["schemas"]["Reason"][];
            wrap_up_codes: components["schemas"]["WrapUpCode"][];
            queues: components["schemas"]["Named"][];
            colleagues: components["schemas"]["Colleague"][];
            history: components["schemas"]["ContactRow"][];
            script: components["schemas"]["Script"] | null;
            company: string;
        };
        /**
         * @description Times are seconds, rates percent; what an indicator does not have is null.
         *
         *     `median` and `p90` (nine in ten lasted no longer) are of `count` waits, segments or contacts. `peak` is
         *     the value of the worst hour, which began at `peak_at`. Of `periods` half hours with a value `met` were
         *     on target. `callers` counts blocked attempts of one caller within a minute as one.
         */
        DetailShown: {
            grain_key: string;
            name: string;
            indicator: string;
            count: number | null;
            median: number | null;
            p90: number | null;
            longest: number | null;
            peak: number | null;
            peak_at: string | null;
            periods: number | null;
            met: number | null;
            callers: number | null;
        };
        Details: {
            items: components["schemas"]["DetailShown"][];
        };
        /** @description The agent as it is now. */
        Done: {
            agent: {
                [key: string]: unknown;
            };
        };
        /** @description `refused`: agent → the code of the reason, as a problem would have it. */
        DoneForMany: {
            done: number;
            refused: {
                [key: string]: string;
            };
        };
        /** @description `revision` 0: there is no draft yet, and the body is the flow as it is published. */
        Draft: {
            flow: string;
            revision: number;
            based_on: number;
            body: {
                [key: string]: unknown;
            };
            problems: components["schemas"]["ProblemShown"][];
            changed_at: string | null;
            author_name: string;
        };
        /** @description `revision` is the one that was read; another one now is a conflict. */
        DraftGiven: {
            body: {
                [key: string]: unknown;
            };
            revision: number;
        };
        DraftRow: {
            flow: string;
            revision: number;
            changed_at: string;
            author_name: string;
        };
        Drafts: {
            items: components["schemas"]["DraftRow"][];
        };
        Due: {
            /** Format: date-time */
            due: string;
            /** @default  */
            reason: string;
        };
        DueShown: {
            recording_id: string;
            contact_id: string;
            kind: string;
            started_at: string;
            due_at: string;
            rule: string;
            days: number;
            size_bytes: number;
        };
        /** @description Four weeks before the first action and those after it; `days` of these are over. */
        EffectShown: {
            before: number | null;
            after: number | null;
            sample_before: number;
            sample_after: number;
            days: number;
            is_complete: boolean;
            has_helped: boolean | null;
        };
        /** @description A figure has `value` and `before`, the others `bars`. `missing` says what does not exist yet. */
        EvidenceShown: {
            kind: string;
            /** @default  */
            what: string;
            /** @default unknown */
            finding: string;
            /** @default  */
            unit: string;
            /** @default  */
            grain: string;
            value?: number | null;
            before?: number | null;
            low?: number | null;
            high?: number | null;
            /** @default [] */
            bars: components["schemas"]["Bar"][];
            /** @default  */
            missing: string;
        };
        /** @description What a web service answers in a try-out. */
        FakeAnswer: {
            /** @default 200 */
            status: number;
            body?: unknown;
            /**
             * @default
             * @enum {string}
             */
            failure: "" | "timeout" | "refused" | "unreachable" | "too_large" | "not_json" | "unknown_service" | "no_secret";
        };
        /** @description `files`: from the sums of days that are over. `contacts`: folded from the contacts themselves. */
        FigureSource: {
            begin: string;
            end: string;
            /** @enum {string} */
            of: "files" | "contacts";
        };
        /** @description `completion` is the share of contacts served without an agent; null where nobody came. */
        Figures: {
            contacts: number;
            completed: number;
            completion: number | null;
            nodes: components["schemas"]["NodeShown"][];
            survey: components["schemas"]["QuestionShown"][];
        };
        /** @description `code` and `params` are for the console's words; `message` is English. */
        FileErrorShown: {
            line: number;
            column: number;
            message: string;
            field: string;
            code: string;
            params: {
                [key: string]: unknown;
            };
        };
        /** @description `line` of the file (of JSON, the number of the object). */
        FindingShown: {
            line: number;
            column: string;
            code: string;
            message: string;
            params: {
                [key: string]: unknown;
            };
        };
        Findings: {
            items: components["schemas"]["Found"][];
        };
        /** @description `reason`: the not-ready reason's id, else why in own words. */
        ForMany: {
            /** @enum {string} */
            action: "login" | "logout" | "ready" | "not_ready" | "end_wrap_up" | "move_skills" | "return_skills";
            agent_ids: string[];
            /** @default  */
            reason: string;
            /** @default [] */
            queue_ids: string[];
            /** @default {} */
            changes: {
                [key: string]: number;
            };
            /** @default 60 */
            minutes: number;
        };
        /** @description `path` is the page of the console that shows it. */
        Found: {
            /** @enum {string} */
            kind: "person" | "contact";
            id: string;
            title: string;
            path: string;
        };
        /** @description Exactly one of `to_queue_id` and `to_agent_id`. */
        HandOn: {
            contact_id: string;
            /** @default  */
            to_queue_id: string;
            /** @default  */
            to_agent_id: string;
            /** @default  */
            reason: string;
        };
        /** @description Of all queues today; the `agents_…` are those of the team, or of all. */
        HandoverFigures: {
            offered: number;
            answered: number;
            abandoned: number;
            service_level: number | null;
            abandonment_rate: number | null;
            avg_speed_of_answer_ms: number | null;
            agents_in: number;
            agents_answered: number;
            agents_missed: number;
            agents_transferred: number;
        };
        /** @description `team_id` empty: of the whole centre. `may_sign`: unsigned, and another person's. */
        HandoverNote: {
            figures: components["schemas"]["HandoverFigures"];
            still_open: components["schemas"]["StillOpen"];
            id: string;
            team_id: string;
            day: string;
            shift: string;
            text: string;
            written_by: string;
            written_name: string;
            written_at: string;
            signed_name: string;
            signed_at: string | null;
            signed_remark: string;
            may_sign: boolean;
        };
        HandoverNotes: {
            items: components["schemas"]["HandoverNote"][];
            next_cursor: string | null;
        };
        /** @description `listen`: unheard; `whisper`: the agent hears you; `barge`: everybody does. */
        Hearing: {
            /**
             * @default listen
             * @enum {string}
             */
            mode: "listen" | "whisper" | "barge";
        };
        /** @description Either `contact_ids`, or a `search` as the list of contacts takes it. No `until`: for good. */
        HoldAsked: {
            reason: string;
            until?: string | null;
            /** @default [] */
            contact_ids: string[];
            search?: components["schemas"]["Sought"] | null;
        };
        /** @description `search` is what was sought when it was placed; `contacts` how many it holds. */
        HoldShown: {
            id: string;
            reason: string;
            until: string | null;
            search: {
                [key: string]: unknown;
            } | null;
            contacts: number;
            is_in_force: boolean;
            placed_at: string;
            placed_by: string;
            placed_by_name: string;
            released_at: string | null;
            released_by: string;
            released_by_name: string;
            release_reason: string;
        };
        /** @description The latest first. */
        Holds: {
            items: components["schemas"]["HoldShown"][];
        };
        /**
         * @description What a file changes. `import_id` is empty where nothing was kept. At most 1000 lines are listed
         *     of what is wrong and of what to look at, and 20 of the changes; all are counted.
         */
        ImportOutcome: {
            kind: string;
            import_id: string;
            rows: number;
            new: number;
            changed: number;
            same: number;
            wrong_count: number;
            wrong: components["schemas"]["FindingShown"][];
            warning_count: number;
            warnings: components["schemas"]["FindingShown"][];
            changes: components["schemas"]["CorrectionShown"][];
        };
        ImportPage: {
            items: components["schemas"]["ImportShown"][];
            next_cursor: string | null;
        };
        ImportShown: {
            id: string;
            kind: string;
            source: string;
            file_name: string;
            size_bytes: number;
            made_at: string;
            author: string;
            new: number;
            changed: number;
            same: number;
            taken_back_at: string | null;
            taken_back_by: string;
        };
        /** @description `value` is None where there was nothing to divide by. Times are seconds, rates percent. */
        IndicatorRow: {
            grain_key: string;
            name: string;
            bucket: string;
            indicator: string;
            variant: string;
            value: number | null;
            numerator: number;
            denominator: number | null;
            sample_size: number;
            open_count: number;
            /** @enum {string} */
            status: "provisional" | "final";
            flags: ("low_sample" | "no_source" | "ledger_gap_labour" | "ledger_gap_telecom" | "ledger_gap_technology" | "ledger_gap_facilities" | "ledger_gap_training" | "ledger_gap_other")[];
            unit: string;
            target: components["schemas"]["Target"] | null;
            definition_version: string;
            computed_at: string;
        };
        /** @description `sources` tells of each part of the time where its figures come from; they are the same. */
        Indicators: {
            /** @enum {string} */
            profile: "standard" | "classic";
            currency: string;
            definition_version: string;
            definitions: components["schemas"]["Definition"][];
            rows: components["schemas"]["IndicatorRow"][];
            sources: components["schemas"]["FigureSource"][];
        };
        /** @description `issued_name` empty: by the clock. */
        IssueShown: {
            id: string;
            name: string;
            begin: string;
            end: string;
            issued_at: string;
            issued_name: string;
            deliveries: components["schemas"]["DeliveryShown"][];
        };
        Issued: {
            id: string;
        };
        /** @description `next` is the moment to ask further from; null at the end. */
        Issues: {
            items: components["schemas"]["IssueShown"][];
            next: string | null;
        };
        Key: {
            /** @enum {string} */
            key: "1" | "2" | "#";
        };
        /**
         * @description A kind that the asker may bring in; `key` is what tells facts apart that have no id.
         *
         *     A table is CSV, XLSX or JSON; a log is a file as the other system writes it.
         */
        KindShown: {
            id: string;
            /** @enum {string} */
            form: "table" | "log";
            columns: components["schemas"]["ColumnShown"][];
            key: string[];
        };
        Kinds: {
            items: components["schemas"]["KindShown"][];
        };
        Left: {
            id: string;
        };
        LegShown: {
            id: string;
            queue_id: string;
            queue_name: string;
            entered_at: string;
            exited_at: string | null;
            wait_ms: number | null;
            outcome: string;
            queued: boolean;
            is_post_transfer: boolean;
        };
        /** @description For so many minutes the agent has what the queues need, and the changes; 0 takes a skill away. */
        Lent: {
            reason: string;
            /** @default [] */
            queue_ids: string[];
            /** @default {} */
            changes: {
                [key: string]: number;
            };
            /** @default 60 */
            minutes: number;
        };
        LineShown: {
            kind: string;
            node: string;
            text: string;
            detail: {
                [key: string]: string;
            };
            prompts: components["schemas"]["SaidShown"][];
        };
        ListedShown: {
            list: string;
            list_name: string;
            kind: string;
            name: string;
            owner: string;
            note: string;
        };
        /** @description Live entities, as the live socket sends them. */
        LiveAgents: {
            items: {
                [key: string]: unknown;
            }[];
        };
        /** @description `tenant` may be left out where the installation has only one. */
        LogIn: {
            /** @default  */
            tenant: string;
            login: string;
            password: string;
        };
        Login: {
            role: string;
            login: string;
            password: string;
            name: string;
        };
        /** @description The latest first, at most 500. */
        MissingList: {
            items: components["schemas"]["MissingShown"][];
        };
        /**
         * @description `reason` is explained at `contacts.repair.Missing`; `has_raw`: it can be tried again.
         *
         *     `kind` is call, or screen for that of an agent.
         */
        MissingShown: {
            contact_id: string;
            recording_id: string;
            arrived_at: string;
            ended_at: string;
            queue_id: string;
            queue_name: string;
            agent_id: string;
            agent_name: string;
            caller: string;
            transfers: number;
            reason: string;
            has_raw: boolean;
            kind: string;
        };
        MoreTime: {
            by_ms: number;
            /** @default  */
            segment_id: string;
        };
        /** @description First in line, or where a priority (0 to 10) puts the caller. */
        MovedUp: {
            reason: string;
            priority?: number | null;
        };
        /** @description Names by id; those that the console words in three languages by language too. */
        NameLists: {
            queues: {
                [key: string]: string;
            };
            agents: {
                [key: string]: string;
            };
            teams: {
                [key: string]: string;
            };
            skills: {
                [key: string]: string;
            };
            /** @default {} */
            sites: {
                [key: string]: string;
            };
            /** @default {} */
            team_sites: {
                [key: string]: string;
            };
            reasons: {
                [key: string]: {
                    [key: string]: string;
                };
            };
            wrap_up_codes: {
                [key: string]: {
                    [key: string]: string;
                };
            };
        };
        Named: {
            id: string;
            name: string;
        };
        NewScreen: {
            name: string;
        };
        /** @description `scopes` are permissions that the maker has. */
        NewToken: {
            name: string;
            scopes: string[];
            expires_at?: string | null;
        };
        NewUser: {
            login: string;
            name: string;
            password: string;
            /** @default  */
            email: string;
            roles: string[];
            /** @default  */
            agent_id: string;
            /** @default en */
            language: string;
        };
        NodeShown: {
            node: string;
            entered: number;
            completed: number;
            left: number;
        };
        NotReady: {
            reason: string;
        };
        Nothing: Record<string, never>;
        /** @description The call is named by itself, or by the agent who is in it. */
        OfCall: {
            /** @default  */
            contact_id: string;
            /** @default  */
            agent_id: string;
        };
        /** @description A bulletin as its reader sees it; `read_at` is null until it was read, or confirmed. */
        OwnBulletin: {
            id: string;
            title: string;
            text: string;
            must_confirm: boolean;
            written_at: string;
            until: string;
            author: string;
            to: string;
            read_at: string | null;
        };
        OwnBulletins: {
            items: components["schemas"]["OwnBulletin"][];
            next_cursor: string | null;
        };
        /** @description Empty: the one who asks. */
        Owner: {
            /** @default  */
            user_id: string;
        };
        /** @description `party_id` as in the live contact's `parties`. */
        PartyRemoved: {
            party_id: string;
        };
        /** @description `limit_ms` empty is the centre's own limit. */
        PauseAsked: {
            /**
             * @default other
             * @enum {string}
             */
            reason: "card_data" | "private" | "other";
            limit_ms?: number | null;
        };
        PauseOf: {
            /**
             * @default other
             * @enum {string}
             */
            reason: "card_data" | "private" | "other";
            limit_ms?: number | null;
            /** @default  */
            contact_id: string;
            /** @default  */
            agent_id: string;
        };
        /** @description Silence on both sides, in milliseconds from the recording's start. */
        PauseShown: {
            from_ms: number;
            to_ms: number | null;
            by: string;
            reason: string;
            ended_by: string;
        };
        Person: {
            id: string;
            name: string;
            roles: string[];
        };
        /** @description `kind` is browser, sip or fixed; a browser phone and a SIP phone ask for credentials. */
        Phone: {
            kind: string;
            reachable: boolean;
            address: string;
        };
        Playbook: {
            indicator: string;
            checks: components["schemas"]["PlaybookCheck"][];
        };
        PlaybookCheck: {
            id: string;
            question: {
                [key: string]: string;
            };
            measure: {
                [key: string]: string;
            };
            evidence: string[];
        };
        PointShown: {
            at: string;
            value: number | null;
        };
        Preferences: {
            language?: ("en" | "es" | "zh" | "zh-CN") | null;
            theme?: ("light" | "dark" | "system") | null;
        };
        /** @description `node` is empty for the flow as a whole. A warning hinders nobody from publishing. */
        ProblemShown: {
            node: string;
            code: string;
            message: string;
            is_warning: boolean;
        };
        PromptShown: {
            id: string;
            name: string;
            version: number;
            sounds: components["schemas"]["SoundShown"][];
        };
        Prompts: {
            items: components["schemas"]["PromptShown"][];
        };
        Publish: {
            revision: number;
        };
        /** @description False where the draft was the same as what was published. */
        Published: {
            changed: boolean;
            version: number;
        };
        /** @description How well the network carried one agent's leg; `mos` is an estimate (ITU-T G.107), 1.0 to 4.5. */
        QualityShown: {
            agent_id: string;
            agent_name: string;
            segment_id: string;
            measured_ms: number;
            loss_pct: number;
            jitter_ms: number;
            sent_loss_pct: number;
            sent_jitter_ms: number;
            round_trip_ms: number | null;
            mos: number;
            mos_lowest: number;
        };
        QuestionShown: {
            question: string;
            answers: number;
            mean: number;
        };
        /**
         * @description `near`: off by at most 30 s or half of the real wait. Times are of the distance between both.
         *
         *     `bias_ms` is the mean of estimated less real wait: above 0 callers were told too long a wait.
         */
        QueueEstimates: {
            queue_id: string;
            estimates: number;
            near: number;
            mean_ms: number;
            median_ms: number;
            p90_ms: number;
            bias_ms: number;
        };
        /** @description `read_at` is null for whoever has not read it; `name` is the agent's, `by` who read as it. */
        Reader: {
            agent_id: string;
            name: string;
            team_id: string;
            read_at: string | null;
            by: string;
        };
        /** @description First those who have not read it. */
        Readers: {
            items: components["schemas"]["Reader"][];
        };
        /** @description `status` is `up` when every part is, and the answer 200 then only. */
        Ready: {
            status: string;
            parts: {
                [key: string]: string;
            };
        };
        /** @description `name` by language (`en`, `es`, `zh`). */
        Reason: {
            id: string;
            name: {
                [key: string]: string;
            };
        };
        ReasonShown: {
            name: string;
            count: number;
            share_so_far: number;
        };
        /**
         * @description `rule` decided whether it is kept; `failure` says why there is none.
         *
         *     `damage` is what the last check found; `removed_by_rule` what removed it, at `removed_at`. A screen
         *     (`kind`) is that of `agent_id`, recorded in the `spans` (from and to in milliseconds) of its time.
         */
        RecordingShown: {
            id: string;
            kind: string;
            status: string;
            started_at: string;
            duration_ms: number;
            rule: string;
            failure: string;
            damage: string;
            removed_at: string | null;
            removed_by_rule: string;
            size_bytes: number;
            declined_by: string;
            pauses: components["schemas"]["PauseShown"][];
            agent_id: string;
            segment_id: string;
            spans: [
                number,
                number
            ][];
        };
        ReleaseAsked: {
            reason: string;
        };
        /**
         * @description `details`: medians, worst hours and the like, which read the contacts one by one.
         *
         *     `only` names the queues, teams or agents of the grain; empty: all of them.
         *
         *     A report with a cadence is issued at `at` on the site's clock, weekly ones on Mondays, monthly
         *     ones on the first, and sent to all that it names.
         */
        Report: {
            name: string;
            indicators: ("schedule_adherence" | "avg_after_call_work" | "avg_abandon_time" | "cost_per_contact" | "avg_handle_time" | "avg_hold_time" | "avg_rings" | "avg_queue_time" | "avg_speed_of_answer" | "avg_talk_time" | "contacts_per_hour" | "quality_score" | "occupancy" | "abandonment_rate" | "attendance_rate" | "blocked_rate" | "fcr" | "queued_rate" | "transfer_rate" | "answer_rate" | "service_level" | "total_contacts" | "agent_turnover")[];
            /**
             * @default centre
             * @enum {string}
             */
            grain: "centre" | "queue" | "team" | "agent" | "call_type" | "dnis" | "channel" | "trunk_group" | "shift" | "evaluator";
            /** @default [] */
            only: string[];
            /**
             * @default yesterday
             * @enum {string}
             */
            period: "today" | "yesterday" | "this_week" | "last_week" | "this_month" | "last_month" | "last_quarter" | "last_year";
            /**
             * @default total
             * @enum {string}
             */
            step: "total" | "half_hour" | "hour" | "day" | "week" | "month";
            /** @default true */
            compare: boolean;
            /** @default false */
            details: boolean;
            /** @default [] */
            charts: ("trend" | "reasons" | "week" | "waits")[];
            /**
             * @default
             * @enum {string}
             */
            cadence: "" | "day" | "week" | "month";
            /** @default 07:00 */
            at: string;
            /**
             * @default [
             *       "html"
             *     ]
             */
            formats: ("html" | "pdf" | "xlsx" | "csv")[];
            /**
             * @default en
             * @enum {string}
             */
            language: "en" | "es" | "zh";
            /** @default [] */
            emails: string[];
            /** @default  */
            web_service: string | "";
        };
        /** @description `expected_version` guards against overwriting what somebody else changed meanwhile. */
        ReportDraft: {
            name: string;
            indicators: ("schedule_adherence" | "avg_after_call_work" | "avg_abandon_time" | "cost_per_contact" | "avg_handle_time" | "avg_hold_time" | "avg_rings" | "avg_queue_time" | "avg_speed_of_answer" | "avg_talk_time" | "contacts_per_hour" | "quality_score" | "occupancy" | "abandonment_rate" | "attendance_rate" | "blocked_rate" | "fcr" | "queued_rate" | "transfer_rate" | "answer_rate" | "service_level" | "total_contacts" | "agent_turnover")[];
            /**
             * @default centre
             * @enum {string}
             */
            grain: "centre" | "queue" | "team" | "agent" | "call_type" | "dnis" | "channel" | "trunk_group" | "shift" | "evaluator";
            /** @default [] */
            only: string[];
            /**
             * @default yesterday
             * @enum {string}
             */
            period: "today" | "yesterday" | "this_week" | "last_week" | "this_month" | "last_month" | "last_quarter" | "last_year";
            /**
             * @default total
             * @enum {string}
             */
            step: "total" | "half_hour" | "hour" | "day" | "week" | "month";
            /** @default true */
            compare: boolean;
            /** @default false */
            details: boolean;
            /** @default [] */
            charts: ("trend" | "reasons" | "week" | "waits")[];
            /**
             * @default
             * @enum {string}
             */
            cadence: "" | "day" | "week" | "month";
            /** @default 07:00 */
            at: string;
            /**
             * @default [
             *       "html"
             *     ]
             */
            formats: ("html" | "pdf" | "xlsx" | "csv")[];
            /**
             * @default en
             * @enum {string}
             */
            language: "en" | "es" | "zh";
            /** @default [] */
            emails: string[];
            /** @default  */
            web_service: string | "";
            expected_version?: number | null;
        };
        ReportLine: {
            key: string;
            name: string;
            bucket: string;
            cells: (components["schemas"]["CellShown"] | null)[];
        };
        /**
         * @description `week`: weekdays, Monday first, by half hours of the first indicator. `details` null: not asked for;
         *     `is_too_much`: there were too many contacts to read for them.
         */
        ReportMade: {
            report_id: string;
            name: string;
            language: string;
            zone: string;
            currency: string;
            grain: string;
            step: string;
            begin: string;
            end: string;
            made_at: string;
            is_compared: boolean;
            is_cut: boolean;
            definition_version: string;
            profile: string;
            indicators: string[];
            lines: components["schemas"]["ReportLine"][];
            trends: components["schemas"]["TrendShown"][];
            reasons: components["schemas"]["ReasonShown"][];
            week: (number | null)[][];
            waits: components["schemas"]["WaitsShown"] | null;
            details: components["schemas"]["DetailShown"][] | null;
            is_too_much: boolean;
        };
        ReportShown: {
            id: string;
            version: number;
            name: string;
            indicators: string[];
            grain: string;
            only: string[];
            period: string;
            step: string;
            compare: boolean;
            details: boolean;
            charts: string[];
            cadence: string;
            at: string;
            formats: string[];
            language: string;
            emails: string[];
            web_service: string;
        };
        /** @description A report that is looked at before it is kept. */
        ReportTried: {
            report: components["schemas"]["Report"];
        };
        Reports: {
            items: components["schemas"]["ReportShown"][];
        };
        Restore: {
            version: number;
        };
        /** @description What would go if the round were now; `items` are the oldest of them. Nothing is changed. */
        RetentionShown: {
            recordings: number;
            size_bytes: number;
            duration_ms: number;
            held: number;
            by_rule: {
                [key: string]: number;
            };
            items: components["schemas"]["DueShown"][];
        };
        Retried: {
            is_tried: boolean;
        };
        RuleShown: {
            id: string;
            name: string;
        };
        SaidShown: {
            kind: string;
            value: string;
            language: string;
        };
        /** @description A view of this name that is there already gets the new content. */
        Saved: {
            page: string;
            name: string;
            query: string;
        };
        /** @description All that a screen needs to show its wallboard; names by id. */
        ScreenBoard: {
            wallboard: components["schemas"]["WallboardShown"];
            tenant: components["schemas"]["ScreenCentre"];
            queues: {
                [key: string]: string;
            };
            teams: {
                [key: string]: string;
            };
        };
        ScreenCentre: {
            name: string;
            zone: string;
            language: string;
        };
        /** @description `token` is shown this once only; the link is `/screen#<token>`. */
        ScreenMade: {
            id: string;
            name: string;
            created_by: string;
            created_at: string;
            last_used_at: string | null;
            token: string;
        };
        ScreenShown: {
            id: string;
            name: string;
            created_by: string;
            created_at: string;
            last_used_at: string | null;
        };
        Screens: {
            items: components["schemas"]["ScreenShown"][];
        };
        /** @description What to say in the contact at hand; `version` is that of the setting. */
        Script: {
            id: string;
            name: string;
            version: number;
            steps: components["schemas"]["ScriptStep"][];
        };
        ScriptStep: {
            title: string;
            text: string;
        };
        SegmentShown: {
            id: string;
            queue_id: string;
            queue_name: string;
            agent_id: string;
            agent_name: string;
            team_id: string;
            answered_at: string;
            connected_at: string | null;
            ended_at: string | null;
            end_reason: string;
            talk_ms: number;
            hold_ms: number;
            hold_count: number;
            wrap_up_ms: number;
            wrap_up_code: string;
            more_codes: string[];
            wrap_up_automatic: boolean;
            note: string;
            resolved: string;
            transfer: string;
            transfer_to: string;
        };
        /** @description `csrf_token` goes into the header X-CSRF-Token of every request that changes something. */
        Session: {
            user: components["schemas"]["callfloor__api__routes__session__UserShown"];
            tenant: components["schemas"]["callfloor__api__routes__session__TenantShown"];
            roles: string[];
            permissions: string[];
            agent_id: string | null;
            csrf_token: string;
            home: string;
        };
        Signed: {
            /** @default  */
            remark: string;
        };
        /** @description Each one narrows; what is left out does not. */
        Sought: {
            from?: string | null;
            to?: string | null;
            /** @default  */
            queue: string;
            /** @default  */
            agent: string;
            /** @default  */
            channel: string;
            /** @default  */
            disposition: string;
            /** @default  */
            outcome: string;
            /** @default  */
            wrap_up_code: string;
            has_recording?: boolean | null;
            /**
             * @default
             * @enum {string}
             */
            recording: "" | "stored" | "missing" | "damaged" | "removed" | "not_kept" | "open" | "none";
            /**
             * @default
             * @enum {string}
             */
            screen: "" | "stored" | "missing" | "damaged" | "removed" | "not_kept" | "open" | "none";
            recording_min_ms?: number | null;
            recording_max_ms?: number | null;
            paused?: boolean | null;
            held?: boolean | null;
            /** @default  */
            q: string;
        };
        /** @description One language of a prompt, and where to hear it (`/prompts/sounds/{sound}`). */
        SoundShown: {
            language: string;
            sound: string;
            duration_ms: number;
            added_at: string;
            author_name: string;
        };
        /**
         * @description What was open then. `closed` has the empty name for the whole centre.
         *
         *     `callbacks` and `abandoned` are null where the floor could not be asked.
         */
        StillOpen: {
            waiting: {
                [key: string]: number;
            };
            oldest_entered_ms: number | null;
            busy: number;
            not_ready: {
                [key: string]: unknown;
            }[];
            moved: {
                [key: string]: unknown;
            }[];
            closed: string[];
            callbacks?: number | null;
            abandoned?: number | null;
        };
        /** @description `waiting`: whether those who wait already stay in line or are told and let go as well. */
        Switch: {
            is_closed: boolean;
            /** @default  */
            waiting: string;
        };
        /**
         * @description `phase`: ringing, told, recording, preparing, deciding (1 keeps, 2 begins again), keeping,
         *     leaving, over. `result` is set at the end: kept, not_kept (`error` tells why), hung_up, busy,
         *     no_answer, rejected, failed, lost, ended.
         */
        Take: {
            id: string;
            prompt: string;
            language: string;
            phase: string;
            result: string;
            error: string;
            sound: string;
            version: number;
        };
        /** @description `number`: the phone to ring, for who may call out; without it the own phone. */
        TakeAsked: {
            /** @default  */
            number: string;
        };
        /** @description What was made of a file that was sent; `version` is the prompt's from now on. */
        Taken: {
            prompt: string;
            language: string;
            sound: string;
            duration_ms: number;
            version: number;
        };
        TakenAlong: {
            figures: components["schemas"]["HandoverFigures"];
            still_open: components["schemas"]["StillOpen"];
        };
        Target: {
            low: number | null;
            high: number | null;
        };
        /** @description The caller is next for this agent; after a while it goes to anyone of its queue. */
        ToAgent: {
            reason: string;
            agent_id: string;
        };
        /** @description The caller's age goes along. */
        ToQueue: {
            reason: string;
            queue_id: string;
        };
        /** @description `token` is shown this once only. */
        TokenMade: {
            id: string;
            name: string;
            scopes: string[];
            created_at: string;
            last_used_at: string | null;
            expires_at: string | null;
            token: string;
        };
        TokenPage: {
            items: components["schemas"]["TokenShown"][];
            next_cursor?: string | null;
            total: number;
        };
        TokenShown: {
            id: string;
            name: string;
            scopes: string[];
            created_at: string;
            last_used_at: string | null;
            expires_at: string | null;
        };
        /** @description Hand the customer over at once; exactly one target. */
        Transfer: {
            /** @default  */
            to_queue_id: string;
            /** @default  */
            to_agent_id: string;
            /** @default  */
            to_number: string;
        };
        TrendLine: {
            tile_id: string;
            points: components["schemas"]["TrendPoint"][];
        };
        /** @description `at` is the begin of a half hour; `value` is in percent, contacts or seconds. */
        TrendPoint: {
            at: string;
            value: number | null;
        };
        TrendShown: {
            indicator: string;
            points: components["schemas"]["PointShown"][];
            before: components["schemas"]["PointShown"][];
            low: number | null;
            high: number | null;
        };
        Trends: {
            items: components["schemas"]["TrendLine"][];
        };
        Tried: {
            lines: components["schemas"]["LineShown"][];
            node: string;
            language: string;
            variables: {
                [key: string]: string;
            };
            waits_for_key: boolean;
            is_over: boolean;
        };
        /**
         * @description A call made in writing. `keys` are what the caller presses; `timeout` is nothing in time.
         *
         *     `open` None asks the calendars at `at`, else now.
         */
        TryOut: {
            body: {
                [key: string]: unknown;
            };
            /** @default [] */
            keys: string[];
            /**
             * @default
             * @enum {string}
             */
            language: "" | "en" | "es" | "zh";
            open?: boolean | null;
            at?: string | null;
            /** @default {} */
            variables: {
                [key: string]: string;
            };
            /** @default {} */
            customer: {
                [key: string]: string;
            };
            /** @default {} */
            http: {
                [key: string]: components["schemas"]["FakeAnswer"];
            };
        };
        /** @description What is left out stays as it is. */
        UserChange: {
            login?: string | null;
            name?: string | null;
            password?: string | null;
            email?: string | null;
            roles?: string[] | null;
            agent_id?: string | null;
            language?: string | null;
            is_active?: boolean | null;
        };
        UserPage: {
            items: components["schemas"]["callfloor__api__routes__users__UserShown"][];
            next_cursor?: string | null;
            total: number;
        };
        VersionShown: {
            kind: string;
            id: string;
            version: number;
            centre_version: number;
            body: {
                [key: string]: unknown;
            } | null;
            changed_at: string;
            author_name: string;
        };
        Versions: {
            items: components["schemas"]["VersionShown"][];
        };
        /** @description `query` is what the page's address says behind `?`. */
        View: {
            id: string;
            name: string;
            query: string;
        };
        Views: {
            items: components["schemas"]["View"][];
        };
        WaitEstimates: {
            queues: components["schemas"]["QueueEstimates"][];
        };
        /** @description By class of waits: up to 5, 10, 20, 30, 60, 120 seconds, and longer. */
        WaitsShown: {
            answered: number[];
            abandoned: number[];
            median_ms: number | null;
            p90_ms: number | null;
            longest_ms: number | null;
        };
        /** @description `expected_version` is the version that was looked at, 0 for a new one. */
        WallboardDraft: {
            name: string;
            /** @default dark */
            theme: string;
            /** @default  */
            language: string;
            tiles: {
                [key: string]: unknown;
            }[];
            expected_version?: number | null;
        };
        /** @description `version` counts the changes; `tiles` stand on a grid of 12 columns and 8 rows. */
        WallboardShown: {
            id: string;
            version: number;
            name: string;
            theme: string;
            language: string;
            tiles: {
                [key: string]: unknown;
            }[];
        };
        Wallboards: {
            items: components["schemas"]["WallboardShown"][];
        };
        /** @description Peaks from 0 to 1; `left` is the customer, `right` the agent. */
        WaveformShown: {
            duration_ms: number;
            left: number[];
            right: number[];
        };
        WebCall: {
            tenant: string;
            number: string;
            /** @default  */
            name: string;
            /** @default  */
            language: string;
        };
        /** @description Register at `ws_path` of this address as `user` and call `target`. */
        WebCallAccount: {
            user: string;
            secret: string;
            sip_uri: string;
            target: string;
            ws_path: string;
            realm: string;
        };
        /** @description `reason` in own words; it stands in the fact. */
        Why: {
            reason: string;
        };
        Words: {
            text: string;
        };
        WrapUp: {
            segment_id: string;
            contact_id: string;
            limit_ms: number | null;
            started_ms: number;
        };
        /** @description `queue_ids` empty: for every queue. A code that others have as `parent` is their heading. */
        WrapUpCode: {
            id: string;
            name: {
                [key: string]: string;
            };
            /** @default  */
            parent: string;
            /** @default [] */
            queue_ids: string[];
        };
        /** @description `code` counts in the indicators; `more_codes` are told beside it. */
        WrapUpDone: {
            /** @default  */
            code: string;
            /** @default [] */
            more_codes: string[];
            /** @default  */
            note: string;
            /**
             * @default n/a
             * @enum {string}
             */
            resolved: "yes" | "no" | "n/a";
            /** @default  */
            segment_id: string;
        };
        Written: {
            /** @default  */
            team_id: string;
            /** @enum {string} */
            shift: "early" | "late" | "night" | "day";
            text: string;
        };
        /**
         * @description `sender`: address or number of the customer; `to`: which of the centre's it was sent to.
         *
         *     `priority` left out: the queue's. `needs`: further skills, each with its least proficiency.
         *     `external_id`: your own for this contact, unique in the company. Say it, and the same request can be
         *     sent again after any failure: the contact is brought in once, and nothing of it is changed.
         */
        WrittenContact: {
            /** @enum {string} */
            medium: "chat" | "email" | "sms";
            queue_id: string;
            sender: string;
            /** @default  */
            sender_name: string;
            /** @default  */
            to: string;
            /**
             * @default
             * @enum {string}
             */
            language: "" | "en" | "es" | "zh";
            priority?: number | null;
            /** @default {} */
            needs: {
                [key: string]: number;
            };
            /** @default  */
            external_id: string;
        };
        callfloor__api__routes__centre__TenantShown: {
            id: string;
            name: string;
            zone: string;
            country: string;
            language: string;
            is_demo: boolean;
        };
        callfloor__api__routes__session__TenantShown: {
            id: string;
            name: string;
            zone: string;
            country: string;
            is_demo: boolean;
        };
        callfloor__api__routes__session__UserShown: {
            id: string;
            name: string;
            login: string;
            language: string;
            theme: string;
        };
        callfloor__api__routes__users__UserShown: {
            id: string;
            login: string;
            name: string;
            email: string;
            roles: string[];
            agent_id: string;
            language: string;
            theme: string;
            is_active: boolean;
            created_at: string;
            last_login_at: string | null;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
