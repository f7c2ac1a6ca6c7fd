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
    "figure": {"en": "Figure", "es": "Cifra", "zh": "指标"},
    "hidden": {
        "en": "What these figures hide, over the whole time",
        "es": "Lo que estas cifras no dejan ver, en todo el periodo",
        "zh": "整个时段内数值背后的情况",
    },
    "count": {"en": "Counted", "es": "Contados", "zh": "计数"},
    "median": {"en": "Median", "es": "Mediana", "zh": "中位数"},
    "p90": {"en": "Nine in ten at most", "es": "Nueve de cada diez, máximo", "zh": "九成不超过"},
    "longest": {"en": "Longest", "es": "El más largo", "zh": "最长"},
    "peak": {"en": "Worst hour", "es": "Peor hora", "zh": "最差一小时"},
    "peak_ms": {"en": "Worst hour, begin", "es": "Peor hora, inicio", "zh": "最差一小时的开始"},
    "met": {"en": "Half hours on target", "es": "Medias horas en objetivo", "zh": "达标的半小时"},
    "periods": {"en": "Half hours", "es": "Medias horas", "zh": "有数值的半小时"},
    "callers": {"en": "Callers blocked", "es": "Llamantes bloqueados", "zh": "被阻塞的主叫"},
    "too_much": {
        "en": "Medians and longest times are left out: there are too many contacts to read one by one."
        " Choose a shorter time.",
        "es": "Faltan medianas y máximos: hay demasiados contactos para leerlos uno a uno."
        " Elija un periodo más corto.",
        "zh": "未列出中位数和最长时间：联络过多，无法逐条读取。请选择更短的时段。",
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
