"""An alarm in words, in the languages of the product: the text of the e-mails. Pure."""

from typing import Final

_FIGURES: Final[dict[str, dict[str, str]]] = {
    "en": {
        "waiting": "contacts waiting", "longest_wait": "longest wait (seconds)",
        "service_level": "service level (%)", "abandonment": "abandonment (%)",
        "agents_ready": "agents ready", "agents_in_state": "agents too long in one state",
        "telephony": "telephony down", "trunks_away": "trunks that do not answer or refuse us",
        "recordings_failed": "recordings failed",
    },
    "es": {
        "waiting": "contactos en espera", "longest_wait": "espera más larga (segundos)",
        "service_level": "nivel de servicio (%)", "abandonment": "abandono (%)",
        "agents_ready": "agentes disponibles",
        "agents_in_state": "agentes demasiado tiempo en un estado",
        "telephony": "telefonía caída", "trunks_away": "troncales que no responden o nos rechazan",
        "recordings_failed": "grabaciones fallidas",
    },
    "zh": {
        "waiting": "等待中的联络", "longest_wait": "最长等待（秒）",
        "service_level": "服务水平（%）", "abandonment": "放弃率（%）",
        "agents_ready": "就绪座席", "agents_in_state": "状态停留过久的座席",
        "telephony": "电话系统中断", "trunks_away": "无响应或拒绝我们的中继",
        "recordings_failed": "录音失败",
    },
}  # fmt: skip
_EVENTS: Final = {
    "en": {"raised": "Alarm", "ended": "Over"},
    "es": {"raised": "Alarma", "ended": "Terminada"},
    "zh": {"raised": "告警", "ended": "已解除"},
}
_BODY: Final = {
    "en": "{figure}: {value} (limit {limit})\nWhere: {where}\nSince: {raised} ({zone})\n",
    "es": "{figure}: {value} (límite {limit})\nDónde: {where}\nDesde: {raised} ({zone})\n",
    "zh": "{figure}：{value}（限值 {limit}）\n范围：{where}\n开始：{raised}（{zone}）\n",
}
_ENDED: Final = {"en": "Until: {ended}\n", "es": "Hasta: {ended}\n", "zh": "结束：{ended}\n"}
_WHOLE: Final = {"en": "the whole centre", "es": "todo el centro", "zh": "整个中心"}


def subject(language: str, event: str, name: str, where: str) -> str:
    text = f"{_EVENTS[language][event]}: {name}"
    return f"{text} – {where}" if where else text


def body(
    language: str,
    *,
    figure: str,
    value: float,
    limit: float,
    where: str,
    raised: str,
    ended: str,
    zone: str,
) -> str:
    """`where` empty: the whole centre. `ended` empty: it still goes on."""
    text = _BODY[language].format(
        figure=_FIGURES[language][figure],
        value=f"{value:g}",
        limit=f"{limit:g}",
        where=where or _WHOLE[language],
        raised=raised,
        zone=zone,
    )
    return text + (_ENDED[language].format(ended=ended) if ended else "")
