"""A flow that uses every kind of node."""

from typing import Any

from callfloor.ivr.flow import Flow, read_flow


def shop(**changes: Any) -> Flow:
    text = {"en": "Press one for sales.", "zh": "购买请按一。"}
    data: dict[str, Any] = {
        "id": "main",
        "start": "hello",
        "fallback_queue": "sales",
        "nodes": {
            "hello": {"kind": "play", "prompts": [{"value": "hello-world"}], "next": "language"},
            "language": {
                "kind": "language",
                "prompts": [{"value": "which-language"}],
                "keys": {"1": "en", "2": "es", "3": "zh"},
                "next": "hours",
            },
            "hours": {"kind": "hours", "calendar": "office", "open": "menu", "closed": "closed"},
            "menu": {
                "kind": "menu",
                "prompts": [{"value": "menu", "text": text}],
                "invalid": [{"value": "invalid"}],
                "keys": {"1": "sales", "2": "message", "9": "address"},
                "on_failure": "sales",
            },
            "sales": {"kind": "queue", "queue": "sales", "priority": 7, "call_type": "buy"},
            "message": {"kind": "voicemail"},
            "address": {
                "kind": "end",
                "prompts": [{"text": {"en": "Main street 1."}}],
                "task_completed": True,
            },
            "closed": {"kind": "end", "exit": "closed_hours"},
        },
    }
    return read_flow({**data, **changes})
