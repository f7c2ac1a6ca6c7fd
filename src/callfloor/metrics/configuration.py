"""How a site counts: the settings of section 6 of the specification that change a figure.

T and S are per queue and stand in `Thresholds`; what is here holds for the whole question.
"""

from typing import Literal

import msgspec

Callbacks = Literal["exclude", "at_request", "virtual_wait"]
RingCounts = Literal["occupied", "idle", "excluded"]
DAY_MS = 86_400_000


class Configuration(msgspec.Struct, frozen=True, kw_only=True):
    """Every default is that of the specification."""

    sl_formula: str = "offered"
    sl_include_flow_outs: bool = True
    sl_callbacks: Callbacks = "exclude"
    sl_count_overdue_waiting: bool = False
    sl_threshold_strict: bool = False
    """`<` in the place of `<=`; differs only where a wait equals T."""
    queue_include_post_transfer: bool = True
    ring_cycle_ms: int = 5_000
    ring_counts_as: RingCounts = "occupied"
    occupancy_include_outbound: bool = True
    grace_ms: int = 0
    """At both edges of every scheduled activity."""
    acw_adherence_cap_ms: int | None = None
    cph_include_consult: bool = False
    fcr_window_ms: int = 7 * DAY_MS
    fcr_ineligible_codes: frozenset[str] = frozenset(
        {"wrong_number", "test", "prank", "dropped_line"}
    )
    fcr_transfer_breaks: bool = False
    transfer_exclude_targets: frozenset[str] = frozenset()
    attendance_min_fraction: float = 0.0
    """Of the shift; 0 means that any presence is enough."""
    blocked_source_priority: tuple[str, ...] = ("carrier", "sbc", "acd")
    qa_min_sample: int = 4
    auto_fail_zero: bool = True


STANDARD = Configuration()
