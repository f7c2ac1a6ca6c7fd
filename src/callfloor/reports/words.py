"""What a report says around its figures, in its language. Pure."""

from typing import Final, Literal

Language = Literal["en", "es", "zh"]
WORDS: Final[dict[str, dict[str, str]]] = {
    "from": {"en": "From", "es": "Desde", "zh": "开始"},
    "who": {"en": "Of", "es": "De", "zh": "对象"},
    "whole": {"en": "The whole centre", "es": "Todo el centro", "zh": "全中心"},
    "before": {"en": "before", "es": "antes", "zh": "上期"},
    "sample": {"en": "sample", "es": "muestra", "zh": "样本"},
    "ledger_gap": {
        "en": "costs missing that the time before had",
        "es": "faltan costes que el período anterior tenía",
        "zh": "缺少上一时期有的成本",
    },
    "small": {"en": "small sample", "es": "muestra pequeña", "zh": "小样本"},
    "open": {"en": "provisional", "es": "provisional", "zh": "暂定"},
    "missed": {"en": "off target", "es": "fuera de objetivo", "zh": "未达标"},
    "trend": {"en": "Course of: {name}", "es": "Evolución de: {name}", "zh": "走势：{name}"},
    "reasons": {
        "en": "Why people came, the most frequent first",
        "es": "Por qué vinieron, lo más frecuente primero",
        "zh": "来访原因（按次数排列）",
    },
    "week": {
        "en": "{name} by weekday and half hour",
        "es": "{name} por día de la semana y media hora",
        "zh": "{name}：按星期与半小时",
    },
    "waits": {
        "en": "How long people waited (answered + abandoned)",
        "es": "Cuánto se esperó (atendidos + abandonados)",
        "zh": "等待时间分布（已接听 + 放弃）",
    },
    "answered": {"en": "answered", "es": "atendidos", "zh": "已接听"},
    "abandoned": {"en": "abandoned", "es": "abandonados", "zh": "放弃"},
    "middle": {
        "en": "Half waited at most {median}, nine in ten at most {p90}, the longest {longest}.",
        "es": "La mitad esperó como mucho {median}, nueve de cada diez {p90}, el que más {longest}.",
        "zh": "半数等待不超过 {median}，九成不超过 {p90}，最长 {longest}。",
    },
    "nothing": {
        "en": "No facts in this time.",
        "es": "No hay hechos en este periodo.",
        "zh": "该时段没有数据。",
    },
    "cut": {
        "en": "Only the first {count} lines are shown.",
        "es": "Solo se muestran las primeras {count} líneas.",
        "zh": "仅显示前 {count} 行。",
    },
    "made": {
        "en": "Made {at} · {zone} · definitions and settings {version}",
        "es": "Hecho el {at} · {zone} · definiciones y ajustes {version}",
        "zh": "生成于 {at} · {zone} · 口径与设置版本 {version}",
    },
    "subject": {"en": "Report: {name}", "es": "Informe: {name}", "zh": "报表：{name}"},
}
DAYS: Final[dict[str, tuple[str, ...]]] = {
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "es": ("lun", "mar", "mié", "jue", "vie", "sáb", "dom"),
    "zh": ("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
}


def said(key: str, language: str, **params: object) -> str:
    return WORDS[key][language].format(**params)
