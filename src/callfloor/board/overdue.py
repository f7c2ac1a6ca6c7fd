"""Who waits longer than the service level allows, where the centre counts them as missed already. Pure."""

from callfloor.board.state import Board, Touched
from callfloor.metrics.view import thresholds_of


def overdue(board: Board, queue_id: str) -> int:
    """Those who came today and wait now; as in a report, behind a transfer only if that counts."""
    line = board.lines.get(queue_id)
    if line is None or not board.figures.configuration.sl_count_overdue_waiting:
        return 0
    limit_ms = thresholds_of(board.figures.thresholds, queue_id).service_level_ms
    since_ms = min(board.now_ms - limit_ms, board.now_ms)
    return sum(
        board.day_ms <= waiter.entered_ms < since_ms and _counts(board, waiter.contact_id)
        for waiter in line.first(len(line))
    )


def _counts(board: Board, contact_id: str) -> bool:
    contact = board.contacts.get(contact_id)
    if contact is None or contact.record.is_test or not contact.record.legs:
        return False
    is_behind = contact.record.legs[-1].is_post_transfer
    return not is_behind or board.figures.configuration.queue_include_post_transfer


def waiting_now(board: Board) -> Touched:
    """Queues whose service level moves by the mere passing of time."""
    if not board.figures.configuration.sl_count_overdue_waiting:
        return set()
    return {("queues", queue_id) for queue_id, line in board.lines.items() if len(line)}
